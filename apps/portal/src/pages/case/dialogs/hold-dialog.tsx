import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { HoldCaseDocument } from '../../../generated/graphql.ts';
import { fieldValueOf, instantOf } from '../../../time/local-field.ts';
import { serverClock } from '../../../time/server-clock.ts';
import { useCaseMutation } from '../use-case-mutation.ts';
import { ActionDialog, type CaseDialogProps } from './action-dialog.tsx';

/** Puts the case on hold for a reason of the contract and until a time; clocks that may pause stand still. */
export function HoldDialog({ found, onDone, onClose }: CaseDialogProps) {
  const [reason, setReason] = useState(found.holdReasons[0] ?? '');
  const [until, setUntil] = useState(() => fieldValueOf(serverClock.now() + 4 * 3_600_000));
  const { run, sending, error } = useCaseMutation(HoldCaseDocument, found, onDone);
  const end = instantOf(until);
  return (
    <ActionDialog
      title="Put on hold"
      submit="Put on hold"
      ready={reason !== '' && end !== undefined}
      sending={sending}
      error={error}
      onSubmit={() => (end === undefined ? Promise.resolve(false) : run({ reason, until: new Date(end).toISOString() }))}
      onClose={onClose}
    >
      <NativeSelect
        label="Reason"
        description="The customer sees it."
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data={found.holdReasons.length === 0 ? [{ value: '', label: 'The contract allows no pauses' }] : found.holdReasons.map((one) => ({ value: one, label: one.replaceAll('_', ' ') }))}
      />
      <TextInput
        label="Until"
        description="Your local time. The case resumes by itself then."
        type="datetime-local"
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
