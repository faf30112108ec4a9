import { formatAgo } from '../time/format-span.ts';
import { formatInZone, formatMoment } from '../time/format-moment.ts';
import { useNow } from '../time/use-now.ts';
import { serverClock } from '../time/server-clock.ts';

interface MomentProps {
  readonly iso: string;
  /** The site's zone, shown on hover beside UTC. */
  readonly siteZone?: string | undefined;
  readonly precise?: boolean;
}

/** An instant in the viewer's zone; UTC and the site's time on hover. */
export function Moment({ iso, siteZone, precise = true }: MomentProps) {
  const site = siteZone === undefined || siteZone === 'UTC' ? '' : `\nSite: ${formatInZone(iso, siteZone)}`;
  return (
    <time className="wf-number wf-nowrap" dateTime={iso} title={`UTC: ${formatInZone(iso, 'UTC')}${site}`}>
      {formatMoment(iso, serverClock.now(), precise)}
    </time>
  );
}

/** How long ago an instant was; the instant itself on hover. */
export function Ago({ iso }: { readonly iso: string }) {
  const now = useNow();
  return (
    <time className="wf-nowrap" dateTime={iso} title={`${formatMoment(iso, now)} · UTC: ${formatInZone(iso, 'UTC')}`}>
      {formatAgo(now - Date.parse(iso))}
    </time>
  );
}
