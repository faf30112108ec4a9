import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { AcknowledgeCaseDocument, CloseCaseDocument, ResumeCaseDocument, type CaseDetailFragment } from '../../generated/graphql.ts';
import { problemText } from '../../graphql/problem-text.ts';
import { AssignDialog } from './dialogs/assign-dialog.tsx';
import { HoldDialog } from './dialogs/hold-dialog.tsx';
import { RateDialog } from './dialogs/rate-dialog.tsx';
import { ReopenDialog } from './dialogs/reopen-dialog.tsx';
import { ResolveDialog } from './dialogs/resolve-dialog.tsx';
import { useCaseMutation } from './use-case-mutation.ts';
import styles from './case-page.module.css';

const DIALOGS = { assign: AssignDialog, hold: HoldDialog, resolve: ResolveDialog, rate: RateDialog, reopen: ReopenDialog };
type DialogName = keyof typeof DIALOGS;
const LABELS: Record<DialogName, string> = { assign: 'Assign', hold: 'Put on hold', resolve: 'Resolve', rate: 'Re-rate', reopen: 'Reopen' };

/** What this person may do with the case now, as the API lists it. */
export function CaseActions({ found, onDone }: { readonly found: CaseDetailFragment; readonly onDone: () => void }) {
  const [open, setOpen] = useState<DialogName>();
  const acknowledge = useCaseMutation(AcknowledgeCaseDocument, found, onDone);
  const resume = useCaseMutation(ResumeCaseDocument, found, onDone);
  const close = useCaseMutation(CloseCaseDocument, found, onDone);
  const may = (action: string): boolean => found.allowedActions.includes(action);
  const refused = [acknowledge, resume, close].find(({ error }) => error !== undefined);
  const dialogs = (Object.keys(DIALOGS) as DialogName[]).filter(may);
  const Dialog = open === undefined ? undefined : DIALOGS[open];
  const none = !may('acknowledge') && !may('resume') && !may('close') && dialogs.length === 0;

  return (
    <section className="wf-panel" aria-label="Actions" data-order="1">
      <header>
        <h2>Actions</h2>
      </header>
      <div className="wf-panel-body">
        <div className={styles.actions}>
          {may('acknowledge') && (
            <Button size="sm" fullWidth loading={acknowledge.sending} onClick={() => void acknowledge.run({})}>
              Acknowledge
            </Button>
          )}
          {may('resume') && (
            <Button size="xs" loading={resume.sending} onClick={() => void resume.run({})}>
              Resume
            </Button>
          )}
          {dialogs.map((name) => (
            <Button key={name} size="xs" variant="default" onClick={() => setOpen(name)}>
              {LABELS[name]}
            </Button>
          ))}
          {may('close') && (
            <Button size="xs" variant="default" loading={close.sending} onClick={() => void close.run({})}>
              Close
            </Button>
          )}
          {none && <span className="wf-muted">There is nothing for you to do in this state.</span>}
        </div>
        {refused?.error !== undefined && (
          <Alert mt="sm" color="red" variant="outline" role="alert" withCloseButton closeButtonLabel="Dismiss" onClose={refused.forget}>
            {problemText(refused.error)}
          </Alert>
        )}
      </div>
      {Dialog !== undefined && <Dialog found={found} onDone={onDone} onClose={() => setOpen(undefined)} />}
    </section>
  );
}
