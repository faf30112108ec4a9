import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import { RouterProvider } from '@tanstack/react-router';
import type { Root } from 'react-dom/client';
import { Provider as GraphqlProvider } from 'urql';
import './app.css';
import type { Session } from './auth/session.ts';
import { SessionEndedDialog } from './auth/session-ended-dialog.tsx';
import type { PortalConfig } from './config.ts';
import { ConsoleContext } from './console-context.ts';
import { createAuthorisedFetch } from './graphql/authorised-fetch.ts';
import { createGraphqlClient } from './graphql/create-graphql-client.ts';
import { LiveConnection } from './graphql/live-connection.ts';
import { router } from './router.tsx';
import { ViewerProvider } from './shell/viewer.tsx';
import { cssVariables, theme } from './theme.ts';
import { AnnouncerProvider } from './ui/announcer.tsx';

/** Draws the console for a person who is signed in. */
export function renderConsole(root: Root, config: PortalConfig, session: Session): void {
  const authorisedFetch = createAuthorisedFetch(session);
  const live = new LiveConnection(session, config.graphqlPath);
  const client = createGraphqlClient(config.graphqlPath, session, authorisedFetch, live);
  root.render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ConsoleContext value={{ session, authorisedFetch, live }}>
        <GraphqlProvider value={client}>
          <AnnouncerProvider>
            <ViewerProvider>
              <RouterProvider router={router} />
            </ViewerProvider>
            <SessionEndedDialog />
          </AnnouncerProvider>
        </GraphqlProvider>
      </ConsoleContext>
    </MantineProvider>,
  );
}
