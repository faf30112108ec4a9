import type { OcsfEvent } from './event.ts';
import type { ConnectionInfo, NetworkEndpoint } from './objects.ts';

/**
 * Source and destination of an event of any class: a Detection Finding (2004) has them in its first evidence, every
 * other class at the top. A missing side is undefined.
 */
export function endpointsOf(event: OcsfEvent): { src: NetworkEndpoint | undefined; dst: NetworkEndpoint | undefined } {
  const evidence = event.evidences?.[0];
  return { src: event.src_endpoint ?? evidence?.src_endpoint, dst: event.dst_endpoint ?? evidence?.dst_endpoint };
}

/** Connection of an event of any class, found as `endpointsOf` finds endpoints. */
export function connectionOf(event: OcsfEvent): ConnectionInfo | undefined {
  return event.connection_info ?? event.evidences?.[0]?.connection_info;
}
