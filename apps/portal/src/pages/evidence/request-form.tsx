import { Alert, Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useMutation } from 'urql';
import { RequestEvidenceDocument } from '../../generated/graphql.ts';
import { problemText } from '../../graphql/problem-text.ts';
import { fieldValueOf, instantOf } from '../../time/local-field.ts';
import { serverClock } from '../../time/server-clock.ts';
import { useAnnounce } from '../../ui/announcer.tsx';
import styles from './evidence.module.css';

const PERIODS = [
  { value: '1', label: 'Last 24 hours' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: 'exact', label: 'From … to …' },
];
const DAY_MS = 86_400_000;

interface RequestFormProps {
  readonly tenantId: string;
  readonly frameworks: readonly string[];
  readonly onRequested: () => void;
}

/** Asks for a sealed package of a period. */
export function RequestForm({ tenantId, frameworks, onRequested }: RequestFormProps) {
  const announce = useAnnounce();
  const [period, setPeriod] = useState('30');
  const [from, setFrom] = useState(() => fieldValueOf(serverClock.now() - 30 * DAY_MS));
  const [to, setTo] = useState(() => fieldValueOf(serverClock.now()));
  const [framework, setFramework] = useState<string>();
  const [{ fetching, error }, request] = useMutation(RequestEvidenceDocument);
  const chosen = framework ?? frameworks[0];
  const [start, end] = period === 'exact' ? [instantOf(from), instantOf(to)] : [0, 0];
  const backwards = start === undefined || end === undefined || start > end;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (chosen === undefined || backwards) return;
    const now = serverClock.now();
    const span = period === 'exact' ? { from: start, to: end } : { from: now - Number(period) * DAY_MS, to: now };
    const result = await request({
      input: { tenantId, framework: chosen, from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() },
    });
    if (result.error !== undefined) return;
    announce('The package is being made. It appears in the list.');
    onRequested();
  };

  return (
    <form className="wf-panel" aria-label="Request a package" onSubmit={(event) => void submit(event)}>
      <header>
        <h2>Request a package</h2>
      </header>
      <div className={`wf-panel-body ${styles.request}`}>
        <NativeSelect
          size="xs"
          label="Framework"
          value={chosen ?? ''}
          onChange={(event) => setFramework(event.currentTarget.value)}
          data={frameworks.length === 0 ? [{ value: '', label: 'None set up' }] : [...frameworks]}
        />
        <NativeSelect size="xs" label="Period" value={period} onChange={(event) => setPeriod(event.currentTarget.value)} data={PERIODS} />
        {period === 'exact' && (
          <>
            <TextInput size="xs" type="datetime-local" label="From (your time)" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
            <TextInput
              size="xs"
              type="datetime-local"
              label="To (your time)"
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
              error={backwards ? 'The end must come after the start.' : undefined}
            />
          </>
        )}
        {error !== undefined && (
          <Alert color="red" variant="outline" role="alert">
            {problemText(error)}
          </Alert>
        )}
        <Button size="xs" type="submit" loading={fetching} disabled={chosen === undefined || backwards}>
          Request
        </Button>
      </div>
    </form>
  );
}
