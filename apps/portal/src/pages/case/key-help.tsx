import { Kbd, Modal } from '@mantine/core';

const KEYS: readonly (readonly [string, string])[] = [
  ['j', 'Next case'],
  ['k', 'Previous case'],
  ['Enter', 'Open the case in focus'],
  ['a', 'Acknowledge the case in focus'],
  ['/', 'Search'],
  ['?', 'This help'],
];

/** The queue's keys. */
export function KeyHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size="xs" closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className="wf-facts">
        {KEYS.map(([key, meaning]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
