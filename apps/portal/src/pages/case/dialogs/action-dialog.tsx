import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { CombinedError } from 'urql';
import type { CaseDetailFragment } from '../../../generated/graphql.ts';
import { problemText } from '../../../graphql/problem-text.ts';

/** What every dialog of a case action gets. */
export interface CaseDialogProps {
  readonly found: CaseDetailFragment;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface ActionDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly ready: boolean;
  readonly sending: boolean;
  readonly error: CombinedError | undefined;
  /** True when the API accepted: the dialog then closes. */
  readonly onSubmit: () => Promise<boolean>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small form in a dialog; a refusal stays in it, in the API's words. */
export function ActionDialog({ title, submit, ready, sending, error, onSubmit, onClose, children }: ActionDialogProps) {
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await onSubmit()) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={(event) => void send(event)}>
        <Stack gap="sm">
          {children}
          {error !== undefined && (
            <Alert color="red" variant="outline" role="alert">
              {problemText(error)}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button size="xs" variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button size="xs" type="submit" disabled={!ready} loading={sending}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
