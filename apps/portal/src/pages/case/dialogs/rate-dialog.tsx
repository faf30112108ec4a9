import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { RateCaseDocument } from '../../../generated/graphql.ts';
import { SEVERITIES } from '../../../ui/severity-mark.tsx';
import { useCaseMutation } from '../use-case-mutation.ts';
import { ActionDialog, type CaseDialogProps } from './action-dialog.tsx';

/** Changes the severity, with a reason; clocks keep what they have consumed and take the new targets. */
export function RateDialog({ found, onDone, onClose }: CaseDialogProps) {
  const [severity, setSeverity] = useState(found.severity);
  const [reason, setReason] = useState('');
  const { run, sending, error } = useCaseMutation(RateCaseDocument, found, onDone);
  return (
    <ActionDialog
      title="Re-rate the case"
      submit="Re-rate"
      ready={severity !== found.severity && reason.trim() !== ''}
      sending={sending}
      error={error}
      onSubmit={() => run({ severity, reason: reason.trim() })}
      onClose={onClose}
    >
      <NativeSelect
        label="Severity"
        data-autofocus
        value={severity}
        onChange={(event) => setSeverity(SEVERITIES.find(({ value }) => value === event.currentTarget.value)?.value ?? found.severity)}
        data={SEVERITIES}
      />
      <Textarea label="Reason" autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ActionDialog>
  );
}
