import { useCallback, useEffect, useRef, useState } from 'react';
import { useMutation, type CombinedError, type TypedDocumentNode } from 'urql';

interface CaseInput {
  readonly tenantId: string;
  readonly caseId: string;
}

export interface CaseMutation<Input> {
  /** Sends the command; true when the API accepted it. */
  readonly run: (input: Omit<Input, 'tenantId' | 'caseId' | 'clientMutationId'>) => Promise<boolean>;
  readonly sending: boolean;
  readonly error: CombinedError | undefined;
  readonly forget: () => void;
}

/** The read model follows the command by a moment: pages read again at once and once more after this many ms. */
const FOLLOW_UP_MS = 1_200;

/** A command to one case. Nothing is shown as done before the API has answered. */
export function useCaseMutation<Data, Input extends CaseInput>(
  document: TypedDocumentNode<Data, { input: Input }>,
  found: CaseInput,
  onDone: () => void,
): CaseMutation<Input> {
  const [{ fetching }, send] = useMutation(document);
  const [error, setError] = useState<CombinedError>();
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const { tenantId, caseId } = found;
  const run = useCallback<CaseMutation<Input>['run']>(
    async (input) => {
      const result = await send({ input: { ...input, tenantId, caseId } as unknown as Input });
      setError(result.error);
      if (result.error !== undefined) return false;
      onDone();
      timer.current = window.setTimeout(onDone, FOLLOW_UP_MS);
      return true;
    },
    [send, tenantId, caseId, onDone],
  );
  return { run, sending: fetching, error, forget: () => setError(undefined) };
}
