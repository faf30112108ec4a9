import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { CaseByNumberDocument, ResolveCaseDocument, type Verdict } from '../../../generated/graphql.ts';
import { useCaseMutation } from '../use-case-mutation.ts';
import { ActionDialog, type CaseDialogProps } from './action-dialog.tsx';

const VERDICTS: readonly { readonly value: Verdict; readonly label: string }[] = [
  { value: 'TRUE_POSITIVE', label: 'True positive: it was malicious' },
  { value: 'BENIGN_POSITIVE', label: 'Benign positive: it happened and was legitimate' },
  { value: 'FALSE_POSITIVE', label: 'False positive: it did not happen' },
  { value: 'DUPLICATE', label: 'Duplicate of another case' },
  { value: 'EXERCISE', label: 'Exercise' },
];

/** Resolves the case: a verdict and the reason for it are required, and for a duplicate the number of the other case. */
export function ResolveDialog({ found, onDone, onClose }: CaseDialogProps) {
  const client = useClient();
  const [verdict, setVerdict] = useState<Verdict>();
  const [reason, setReason] = useState('');
  const [other, setOther] = useState('');
  const [unknown, setUnknown] = useState<string>();
  const { run, sending, error } = useCaseMutation(ResolveCaseDocument, found, onDone);
  const duplicate = verdict === 'DUPLICATE';
  const number = Number(other.replace('#', ''));

  const resolve = async (): Promise<boolean> => {
    if (verdict === undefined) return false;
    if (!duplicate) return run({ verdict, reason: reason.trim() });
    const { data } = await client
      .query(CaseByNumberDocument, { filter: { tenantId: found.tenantId, text: `#${number}` } }, { requestPolicy: 'network-only' })
      .toPromise();
    const original = data?.cases.edges.find(({ node }) => node.number === number)?.node;
    setUnknown(original === undefined ? `${found.tenantName} has no case #${number}.` : undefined);
    return original === undefined ? false : run({ verdict, reason: reason.trim(), duplicateOfCaseId: original.caseId });
  };

  return (
    <ActionDialog
      title="Resolve the case"
      submit="Resolve"
      ready={verdict !== undefined && reason.trim() !== '' && (!duplicate || (Number.isInteger(number) && number > 0 && number !== found.number))}
      sending={sending}
      error={error}
      onSubmit={resolve}
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
        <TextInput label="Number of the other case" placeholder="#" value={other} error={unknown} onChange={(event) => setOther(event.currentTarget.value)} />
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
