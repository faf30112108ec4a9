import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ResolveCaseDocument, type Verdict } from '../../../generated/graphql.ts';
import { useCaseMutation } from '../use-case-mutation.ts';
import { ActionDialog, type CaseDialogProps } from './action-dialog.tsx';

const VERDICTS: readonly { readonly value: Verdict; readonly label: string }[] = [
  { value: 'TRUE_POSITIVE', label: 'True positive: it was malicious' },
  { value: 'BENIGN_POSITIVE', label: 'Benign positive: it happened and was legitimate' },
  { value: 'FALSE_POSITIVE', label: 'False positive: it did not happen' },
  { value: 'DUPLICATE', label: 'Duplicate of another case' },
  { value: 'EXERCISE', label: 'Exercise' },
];

/** Resolves the case: a verdict and the reason for it are required. */
export function ResolveDialog({ found, onDone, onClose }: CaseDialogProps) {
  const [verdict, setVerdict] = useState<Verdict>();
  const [reason, setReason] = useState('');
  const [duplicateOf, setDuplicateOf] = useState('');
  const { run, sending, error } = useCaseMutation(ResolveCaseDocument, found, onDone);
  const duplicate = verdict === 'DUPLICATE';
  return (
    <ActionDialog
      title="Resolve the case"
      submit="Resolve"
      ready={verdict !== undefined && reason.trim() !== '' && (!duplicate || duplicateOf.trim() !== '')}
      sending={sending}
      error={error}
      onSubmit={() =>
        verdict === undefined
          ? Promise.resolve(false)
          : run({ verdict, reason: reason.trim(), ...(duplicate && { duplicateOfCaseId: duplicateOf.trim() }) })
      }
      onClose={onClose}
    >
      <NativeSelect
        label="Verdict"
        data-autofocus
        value={verdict ?? ''}
        onChange={(event) => setVerdict(VERDICTS.find(({ value }) => value === event.currentTarget.value)?.value)}
        data={[{ value: '', label: 'Choose…' }, ...VERDICTS]}
      />
      {duplicate && (
        <TextInput label="Id of the other case" value={duplicateOf} onChange={(event) => setDuplicateOf(event.currentTarget.value)} />
      )}
      <Textarea
        label="Reason"
        description="What shows it, in a sentence that the customer and the auditor will read."
        autosize
        minRows={3}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
