import { Alert, Button, SegmentedControl, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { CommentCaseDocument, type CaseDetailFragment, type CommentVisibility } from '../../generated/graphql.ts';
import { problemText } from '../../graphql/problem-text.ts';
import { useViewer } from '../../shell/viewer.tsx';
import { useCaseMutation } from './use-case-mutation.ts';
import styles from './case-ledger.module.css';

/** Adds a comment; the provider's people choose whether the customer sees it, a customer's comment is always shared. */
export function CommentBox({ found, onDone }: { readonly found: CaseDetailFragment; readonly onDone: () => void }) {
  const provider = useViewer().org !== 'customer';
  const [body, setBody] = useState('');
  const [visibility, setVisibility] = useState<CommentVisibility>(provider ? 'INTERNAL' : 'CUSTOMER');
  const { run, sending, error, forget } = useCaseMutation(CommentCaseDocument, found, onDone);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await run({ body: body.trim(), visibility })) setBody('');
  };
  return (
    <form className={styles.comment} onSubmit={(event) => void submit(event)}>
      <Textarea
        aria-label="Comment"
        placeholder="Write what you found or did"
        autosize
        minRows={2}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      {error !== undefined && (
        <Alert color="red" variant="outline" role="alert" withCloseButton closeButtonLabel="Dismiss" onClose={forget}>
          {problemText(error)}
        </Alert>
      )}
      <div className={styles.commentFoot}>
        {provider ? (
          <SegmentedControl
            size="xs"
            aria-label="Who sees the comment"
            value={visibility}
            onChange={(value) => setVisibility(value === 'CUSTOMER' ? 'CUSTOMER' : 'INTERNAL')}
            data={[
              { value: 'INTERNAL', label: 'Internal' },
              { value: 'CUSTOMER', label: `${found.tenantName} sees it` },
            ]}
          />
        ) : (
          <span className="wf-muted">Your provider sees this comment.</span>
        )}
        <Button type="submit" size="xs" disabled={body.trim() === ''} loading={sending}>
          Comment
        </Button>
      </div>
    </form>
  );
}
