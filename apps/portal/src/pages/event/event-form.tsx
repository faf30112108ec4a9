import { Button, NativeSelect, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { fieldValueOf, instantOf } from '../../time/local-field.ts';
import { serverClock } from '../../time/server-clock.ts';
import { eventSearchOf, PRESETS } from './event-search-params.ts';
import styles from './events.module.css';
import { QueryBox } from './query-box.tsx';

const route = getRouteApi('/events');
const CUSTOM = 'custom';
const iso = (field: FormDataEntryValue | null): string | undefined => {
  const ms = instantOf(typeof field === 'string' ? field : '');
  return ms === undefined ? undefined : new Date(ms).toISOString();
};

/** The search form, filled from the address once (the page gives it a key per search). A window is always set. */
export function EventForm({ onSearch, searching, queryProblem }: { readonly onSearch: () => void; readonly searching: boolean; readonly queryProblem: string | undefined }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const custom = search.from !== undefined && search.to !== undefined && search.last === undefined;
  const [preset, setPreset] = useState<string>(custom ? CUSTOM : String(search.last ?? 60));
  const [problem, setProblem] = useState<string>();

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const window = preset === CUSTOM ? { from: iso(form.get('from')), to: iso(form.get('to')) } : { last: preset };
    if (preset === CUSTOM && !(window.from && window.to && window.from < window.to)) {
      setProblem('Give a start and a later end.');
      return;
    }
    setProblem(undefined);
    onSearch();
    void navigate({ search: eventSearchOf({ ...Object.fromEntries(form), from: undefined, to: undefined, ...window }) });
  };

  return (
    <form className={styles.form} role="search" aria-label="Search events" onSubmit={submit}>
      <QueryBox initial={search.query ?? ''} problem={queryProblem} />
      <NativeSelect
        size="xs"
        label="Time window"
        value={preset}
        onChange={(event) => setPreset(event.currentTarget.value)}
        data={[...PRESETS, { value: CUSTOM, label: 'From … to …' }]}
      />
      {preset === CUSTOM && (
        <>
          <TextInput
            size="xs"
            label="From (your time)"
            name="from"
            type="datetime-local"
            defaultValue={fieldValueOf(search.from === undefined ? serverClock.now() - 3_600_000 : Date.parse(search.from))}
            error={problem}
          />
          <TextInput
            size="xs"
            label="To (your time)"
            name="to"
            type="datetime-local"
            defaultValue={fieldValueOf(search.to === undefined ? serverClock.now() : Date.parse(search.to))}
          />
        </>
      )}
      <TextInput size="xs" label="IP address" name="ip" defaultValue={search.ip ?? ''} placeholder="either side" />
      <TextInput className={styles.port} size="xs" label="Port" name="port" inputMode="numeric" pattern="[0-9]{1,5}" defaultValue={search.port ?? ''} placeholder="dst" />
      <TextInput className={styles.protocol} size="xs" label="Protocol" name="protocol" defaultValue={search.protocol ?? ''} placeholder="modbus" />
      <NativeSelect
        size="xs"
        label="OT access"
        name="access"
        defaultValue={search.access ?? ''}
        data={[
          { value: '', label: 'Any' },
          { value: 'read', label: 'Read' },
          { value: 'write', label: 'Write' },
          { value: 'control', label: 'Control' },
          { value: 'diagnostic', label: 'Diagnostic' },
          { value: 'other', label: 'Other' },
        ]}
      />
      <TextInput className={styles.text} size="xs" label="Text" name="q" defaultValue={search.q ?? ''} placeholder="in message or line" />
      <Button size="xs" type="submit" loading={searching}>
        Search
      </Button>
    </form>
  );
}
