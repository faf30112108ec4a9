import { ActionIcon, Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState, type RefObject } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { SEVERITIES } from '../../ui/severity-mark.tsx';
import { queueSearchOf, type QueueSearch } from './queue-search-params.ts';
import styles from './queue-filters.module.css';

const route = getRouteApi('/cases');
const STATES = [
  { value: '', label: 'Open' },
  { value: 'NEW', label: 'New' },
  { value: 'IN_PROGRESS', label: 'In progress' },
  { value: 'ON_HOLD', label: 'On hold' },
  { value: 'RESOLVED', label: 'Resolved' },
  { value: 'CLOSED', label: 'Closed' },
  { value: 'ALL', label: 'Every state' },
];

/** The queue's filters; they live in the address, so that a view can be sent to a colleague. */
export function QueueFilters({ searchField, onHelp }: { readonly searchField: RefObject<HTMLInputElement | null>; readonly onHelp: () => void }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(search.q ?? '');
  useEffect(() => setText(search.q ?? ''), [search.q]);
  const change = (part: Record<keyof QueueSearch, string> | Partial<Record<keyof QueueSearch, string>>): void =>
    void navigate({ search: (before) => queueSearchOf({ ...before, ...part }), replace: true });
  const changeText = useDebouncedCallback((q: string) => change({ q }), 300);
  const filtered = Object.keys(queueSearchOf({ ...search })).length > 0;

  return (
    <div className={styles.bar} role="search" aria-label="Filter cases">
      <TextInput
        ref={searchField}
        className={styles.text}
        size="xs"
        aria-label="Text in title, asset or number"
        placeholder="Search cases"
        leftSection={<Icon name="search" size={14} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          changeText(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <NativeSelect
        size="xs"
        aria-label="Severity"
        value={search.severity ?? ''}
        onChange={(event) => change({ severity: event.currentTarget.value })}
        data={[
          { value: '', label: 'Every severity' },
          ...SEVERITIES.map(({ value, label }, rank) => ({ value, label: rank === 0 ? label : `${label} and above` })),
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label="State"
        value={search.status ?? ''}
        onChange={(event) => change({ status: event.currentTarget.value })}
        data={STATES}
      />
      <SegmentedControl
        size="sm"
        aria-label="Whose cases"
        value={search.show ?? ''}
        onChange={(show) => change({ show })}
        data={[
          { value: '', label: 'All' },
          { value: 'mine', label: 'Mine' },
          { value: 'unacknowledged', label: 'Not acknowledged' },
        ]}
      />
      {filtered && (
        <Button size="xs" variant="subtle" onClick={() => change({ severity: '', status: '', show: '', q: '' })}>
          Clear
        </Button>
      )}
      <ActionIcon className={styles.help} variant="subtle" color="gray" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" onClick={onHelp}>
        <Icon name="keyboard" />
      </ActionIcon>
    </div>
  );
}
