import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient, type AnyVariables, type CombinedError, type TypedDocumentNode } from 'urql';

/** A Relay connection, as the API answers it. */
export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  readonly totalCount?: number | null;
}

export interface ConnectionRead<Data, Variables extends AnyVariables, Node> {
  readonly query: TypedDocumentNode<Data, Variables>;
  /** Everything but `after`; a change starts again at the first page. */
  readonly variables: Variables;
  readonly pick: (data: Data) => Connection<Node> | null | undefined;
  /** Pages to read without being asked (1 by default). */
  readonly pages?: number;
  readonly pause?: boolean;
}

export interface ConnectionState<Node> {
  /** Rows read so far; undefined before the first answer. While other variables load, the rows of the last ones, with `stale`. */
  readonly nodes: readonly Node[] | undefined;
  readonly total: number | undefined;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly stale: boolean;
  readonly error: CombinedError | undefined;
  readonly loadMore: () => void;
  /** Reads all pages shown again, keeping the rows on screen meanwhile. */
  readonly reload: () => void;
}

interface Held<Node> {
  readonly key: string;
  readonly nodes: readonly Node[];
  readonly total: number | undefined;
  readonly hasMore: boolean;
}

/** Reads a connection page by page from the network. */
export function useConnection<Data, Variables extends AnyVariables, Node>(read: ConnectionRead<Data, Variables, Node>): ConnectionState<Node> {
  const client = useClient();
  const latest = useRef(read);
  latest.current = read;
  const key = JSON.stringify(read.variables);
  const paused = read.pause === true;
  const [depth, setDepth] = useState({ key, pages: read.pages ?? 1 });
  const pages = depth.key === key ? depth.pages : (read.pages ?? 1);
  const [held, setHeld] = useState<Held<Node>>();
  const [error, setError] = useState<CombinedError>();
  const [loading, setLoading] = useState(!paused);
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (paused) return;
    let cancelled = false;
    const run = async (): Promise<void> => {
      setLoading(true);
      const nodes: Node[] = [];
      let after: string | null | undefined;
      let total: number | undefined;
      let hasMore = true;
      for (let page = 0; page < pages && hasMore; page++) {
        const { query, variables, pick } = latest.current;
        const asked = after === undefined ? variables : { ...variables, after };
        const result = await client.query(query, asked as Variables, { requestPolicy: 'network-only' }).toPromise();
        if (cancelled) return;
        const found = result.data ? pick(result.data) : undefined; // an answer of errors only has null data
        if (result.error !== undefined || found === undefined || found === null) {
          setError(result.error);
          setLoading(false);
          return;
        }
        nodes.push(...found.edges.map((edge) => edge.node));
        total = found.totalCount ?? total;
        after = found.pageInfo.endCursor ?? undefined;
        hasMore = found.pageInfo.hasNextPage && after !== undefined;
      }
      setHeld({ key, nodes, total, hasMore });
      setError(undefined);
      setLoading(false);
    };
    void run();
    return () => {
      cancelled = true;
    };
  }, [client, key, pages, paused, round]);

  const reload = useCallback(() => setRound((count) => count + 1), []);
  const loadMore = useCallback(() => setDepth({ key, pages: pages + 1 }), [key, pages]);
  return useMemo(
    () => ({
      nodes: held?.nodes,
      total: held?.total,
      hasMore: held?.hasMore ?? false,
      loading,
      stale: held !== undefined && held.key !== key,
      error,
      loadMore,
      reload,
    }),
    [held, loading, key, error, loadMore, reload],
  );
}
