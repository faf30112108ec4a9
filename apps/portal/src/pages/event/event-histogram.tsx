import { useQuery } from 'urql';
import { EventHistogramDocument, type EventFilter } from '../../generated/graphql.ts';
import styles from './events.module.css';
import { barsOf } from './histogram-bars.ts';

const HEIGHT = 48;

/** Events over the window as bars; hidden while there is nothing to show. */
export function EventHistogram({ filter, query }: { readonly filter: EventFilter; readonly query: string | undefined }) {
  const [{ data }] = useQuery({ query: EventHistogramDocument, variables: { filter, query: query ?? null } });
  const histogram = data?.eventHistogram;
  if (histogram === undefined || histogram.buckets.length === 0) return null;
  const bars = barsOf(histogram.buckets, histogram.intervalSeconds, Date.parse(filter.from), Date.parse(filter.to));
  const most = Math.max(...bars.map((bar) => bar.events));
  const summary = `${histogram.total.toLocaleString('en-GB')} events in the window, at most ${most.toLocaleString('en-GB')} in ${histogram.intervalSeconds} seconds`;
  return (
    <svg className={styles.histogram} viewBox={`0 0 ${bars.length} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={summary}>
      {bars.map((bar, n) => {
        const height = bar.events === 0 ? 0 : Math.max(1, (bar.events / most) * HEIGHT);
        return (
          <rect key={bar.startMs} x={n + 0.08} width={0.84} y={HEIGHT - height} height={height}>
            <title>{`${new Date(bar.startMs).toISOString()}: ${bar.events}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}
