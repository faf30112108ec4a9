import { BrandMark } from './ui/brand-mark.tsx';

interface BootPageProps {
  readonly title: string;
  readonly text: string;
  readonly action?: string;
  readonly onAction?: () => void;
  readonly second?: { readonly label: string; readonly onAction: () => void };
  readonly alert?: boolean;
  readonly busy?: boolean;
}

/** A page outside the console: signing in, signed out, no access, or a server that does not answer. */
export function BootPage({ title, text, action, onAction, second, alert = false, busy = false }: BootPageProps) {
  return (
    <div className="wf-boot">
      <main aria-busy={busy} role={alert ? 'alert' : undefined}>
        <BrandMark size={34} />
        <h1>{title}</h1>
        <p>{text}</p>
        {action !== undefined && (
          <button type="button" onClick={onAction}>
            {action}
          </button>
        )}
        {second !== undefined && (
          <button type="button" data-quiet onClick={second.onAction}>
            {second.label}
          </button>
        )}
      </main>
    </div>
  );
}
