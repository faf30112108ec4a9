import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useViewer } from './viewer.tsx';
import { BrandMark } from '../ui/brand-mark.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { CustomerSwitch } from './customer-switch.tsx';
import { LiveMark } from './live-mark.tsx';
import { SchemeToggle } from './scheme-toggle.tsx';
import { UserMenu } from './user-menu.tsx';
import styles from './shell.module.css';

const PLACES: readonly { readonly to: '/cases' | '/events' | '/assets' | '/evidence' | '/sensors'; readonly label: string; readonly icon: IconName; readonly permission: string }[] = [
  { to: '/cases', label: 'Cases', icon: 'cases', permission: 'case:read' },
  { to: '/events', label: 'Events', icon: 'events', permission: 'event:read' },
  { to: '/assets', label: 'Assets', icon: 'assets', permission: 'asset:read' },
  { to: '/evidence', label: 'Evidence', icon: 'evidence', permission: 'evidence:read' },
  { to: '/sensors', label: 'Sensors', icon: 'sensors', permission: 'sensor:read' },
];

/** Header, navigation (a bar at the bottom on a phone) and the page. */
export function Shell() {
  const { permissions } = useViewer();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main" onClick={() => main.current?.focus()}>
        Skip to content
      </a>
      <header className={styles.header}>
        <Link to="/cases" className={styles.brand} aria-label="Watchfloor: case queue">
          <BrandMark />
          <span>Watchfloor</span>
        </Link>
        <nav className={styles.nav} aria-label="Pages">
          {PLACES.filter(({ permission }) => permissions.includes(permission)).map((place) => (
            <Link key={place.to} to={place.to} className={styles.place} activeProps={{ 'data-here': 'true' }}>
              <Icon name={place.icon} />
              <span>{place.label}</span>
            </Link>
          ))}
        </nav>
        <div className={styles.tools}>
          <LiveMark />
          <CustomerSwitch />
          <SchemeToggle />
          <UserMenu />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </div>
  );
}
