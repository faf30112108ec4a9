import { ActionIcon, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Icon, type IconName } from '../ui/icon.tsx';

const NEXT: Record<MantineColorScheme, { readonly next: MantineColorScheme; readonly icon: IconName; readonly label: string }> = {
  auto: { next: 'dark', icon: 'auto', label: 'as the system' },
  dark: { next: 'light', icon: 'moon', label: 'dark' },
  light: { next: 'auto', icon: 'sun', label: 'light' },
};

/** Steps through: as the system, dark, light. */
export function SchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { next, icon, label } = NEXT[colorScheme];
  const title = `Colours: ${label}. Change to ${NEXT[next].label}`;
  return (
    <ActionIcon variant="default" size="md" aria-label={title} title={title} onClick={() => setColorScheme(next)}>
      <Icon name={icon} />
    </ActionIcon>
  );
}
