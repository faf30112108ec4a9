import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { ReopenCaseDocument } from '../../../generated/graphql.ts';
import { useCaseMutation } from '../use-case-mutation.ts';
import { ActionDialog, type CaseDialogProps } from './action-dialog.tsx';

/** Opens a resolved or closed case again; escalation starts from its first step. */
export function ReopenDialog({ found, onDone, onClose }: CaseDialogProps) {
  const [reason, setReason] = useState('');
  const { run, sending, error } = useCaseMutation(ReopenCaseDocument, found, onDone);
  return (
    <ActionDialog
      title="Reopen the case"
      submit="Reopen"
      ready={reason.trim() !== ''}
      sending={sending}
      error={error}
      onSubmit={() => run({ reason: reason.trim() })}
      onClose={onClose}
    >
      <Textarea label="Reason" data-autofocus autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ActionDialog>
  );
}
