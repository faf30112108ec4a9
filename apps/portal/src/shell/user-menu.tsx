import { ActionIcon, Menu } from '@mantine/core';
import { useConsole } from '../console-context.ts';
import { Icon } from '../ui/icon.tsx';
import { useViewer } from './viewer.tsx';
import styles from './header-tools.module.css';

/** Who is signed in, in which role, and the way out. */
export function UserMenu() {
  const { session } = useConsole();
  const viewer = useViewer();
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="default" size="md" aria-label={`Account of ${viewer.displayName}`}>
          <Icon name="user" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '8px 12px' }}>
          <strong>{viewer.displayName}</strong>
          <div className={styles.role}>
            {viewer.username} · {viewer.roles.join(', ')}
          </div>
        </div>
        <Menu.Divider />
        <Menu.Item onClick={() => void session.signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
