import { createContext, useContext, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { BootPage } from '../boot-page.tsx';
import { useConsole } from '../console-context.ts';
import { ViewerDocument, type ViewerQuery } from '../generated/graphql.ts';
import { problemCode, problemText } from '../graphql/problem-text.ts';

export type Viewer = ViewerQuery['me'];
export type ViewerTenant = Viewer['tenants'][number];

const ViewerContext = createContext<Viewer | undefined>(undefined);

/** The person who is signed in. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (viewer === undefined) throw new Error('useViewer outside ViewerProvider');
  return viewer;
}

/** Whether the person may do what the permission names, such as 'evidence:request'. The API decides again. */
export function useMay(permission: string): boolean {
  return useViewer().permissions.includes(permission);
}

/** Asks the API who this is; without any customer the person is told how to get access. */
export function ViewerProvider({ children }: { readonly children: ReactNode }) {
  const { session } = useConsole();
  const [{ data, error, fetching }, retry] = useQuery({ query: ViewerDocument, requestPolicy: 'cache-first' });
  const signOut = { label: 'Sign out', onAction: () => void session.signOut() };
  const viewer = data?.me;
  if (viewer !== undefined && viewer.tenants.length > 0) return <ViewerContext value={viewer}>{children}</ViewerContext>;
  if (fetching) return <BootPage title="Opening the console" text="Asking who you are and which customers you look after." busy />;
  if (viewer !== undefined || (error !== undefined && problemCode(error) === 'FORBIDDEN')) {
    const name = viewer === undefined ? 'This login' : `The login ${viewer.username}`;
    return (
      <BootPage
        title="No access yet"
        text={`${name} is known, but no customer is assigned to it. Ask your lead for a grant, then try again.`}
        action="Try again"
        onAction={() => window.location.reload()}
        second={signOut}
      />
    );
  }
  return (
    <BootPage
      title="The service does not answer"
      text={error === undefined ? 'No answer came.' : problemText(error)}
      action="Retry"
      onAction={() => retry({ requestPolicy: 'network-only' })}
      second={signOut}
      alert
    />
  );
}
