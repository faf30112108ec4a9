import { Button, Modal, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useConsole } from '../console-context.ts';

/** Shown over the page when the session cannot be renewed; signing in comes back to the same page. */
export function SessionEndedDialog() {
  const { session } = useConsole();
  const ended = useSyncExternalStore(session.onChange, session.hasEnded);
  return (
    <Modal opened={ended} onClose={() => undefined} withCloseButton={false} title="Your session has ended" centered>
      <Text size="sm" mb="md">
        Keycloak no longer renews it: you were away for long, or were signed out elsewhere. What is on the page stays until you sign in again.
      </Text>
      <Button onClick={() => void session.signIn()}>Sign in again</Button>
    </Modal>
  );
}
