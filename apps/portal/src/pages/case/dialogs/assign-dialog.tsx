import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { AssignCaseDocument } from '../../../generated/graphql.ts';
import { useViewer } from '../../../shell/viewer.tsx';
import { useCaseMutation } from '../use-case-mutation.ts';
import { ActionDialog, type CaseDialogProps } from './action-dialog.tsx';

/** Gives the case to a person by user name; one's own is filled in. */
export function AssignDialog({ found, onDone, onClose }: CaseDialogProps) {
  const [assignee, setAssignee] = useState(useViewer().username);
  const { run, sending, error } = useCaseMutation(AssignCaseDocument, found, onDone);
  return (
    <ActionDialog
      title="Assign the case"
      submit="Assign"
      ready={assignee.trim() !== ''}
      sending={sending}
      error={error}
      onSubmit={() => run({ assignee: assignee.trim() })}
      onClose={onClose}
    >
      <TextInput label="User name" data-autofocus value={assignee} onChange={(event) => setAssignee(event.currentTarget.value)} />
    </ActionDialog>
  );
}
