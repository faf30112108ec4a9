import { createRoot, type Root } from 'react-dom/client';
import './app.css';
import { Session, SIGNED_OUT_PATH } from './auth/session.ts';
import { BootPage } from './boot-page.tsx';
import { loadConfig } from './config.ts';

/** The scheme that the person chose (Mantine keeps it), set before the first paint of the console. */
function applyColorScheme(): void {
  const chosen = window.localStorage.getItem('mantine-color-scheme-value') ?? 'auto';
  const dark = chosen === 'dark' || (chosen === 'auto' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
}

async function boot(root: Root): Promise<void> {
  try {
    const config = await loadConfig();
    if (!window.isSecureContext) {
      root.render(<BootPage title="Open this console over HTTPS" text="Signing in needs a secure page: use https://, or http://127.0.0.1 on the machine itself." />);
      return;
    }
    const session = new Session(config);
    if (window.location.pathname === SIGNED_OUT_PATH) {
      root.render(<BootPage title="You are signed out" text="Close this tab, or sign in again." action="Sign in" onAction={() => void session.signIn('/')} />);
      return;
    }
    const loading = import('./console.tsx');
    if (await session.start()) {
      const { renderConsole } = await loading;
      document.documentElement.style.removeProperty('color-scheme');
      renderConsole(root, config, session);
    }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    root.render(<BootPage title="The console could not start" text={text} action="Try again" onAction={() => window.location.assign('/')} alert />);
  }
}

applyColorScheme();
const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');
const root = createRoot(element);
root.render(<BootPage title="Signing in" text="You are being taken to the login page." busy />);
void boot(root);
