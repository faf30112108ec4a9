import { ActionIcon, Button, Popover } from '@mantine/core';
import { useConsole } from '../console-context.ts';
import { Icon } from '../ui/icon.tsx';
import { useViewer } from './viewer.tsx';
import styles from './header-tools.module.css';

/** Who is signed in, in which role, and the way out. */
export function UserMenu() {
  const { session } = useConsole();
  const viewer = useViewer();
  const label = `Account of ${viewer.displayName}`;
  return (
    <Popover position="bottom-end" width={240} trapFocus shadow="md">
      <Popover.Target>
        <ActionIcon variant="default" size="md" aria-label={label} title={label}>
          <Icon name="user" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <strong>{viewer.displayName}</strong>
        <div className={styles.role}>
          {viewer.username} · {viewer.roles.join(', ')}
        </div>
        <Button mt="sm" size="xs" variant="default" fullWidth onClick={() => void session.signOut()}>
          Sign out
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
