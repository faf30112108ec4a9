import type { Session } from '../auth/session.ts';
import { serverClock } from '../time/server-clock.ts';

/**
 * `fetch` with the person's token, and a source of the server's time. A 401 renews the token and asks once more; a second one
 * marks the session as ended.
 */
export function createAuthorisedFetch(session: Session): typeof fetch {
  const send = async (input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${await session.accessToken()}`);
    const sentAt = Date.now();
    const response = await fetch(input, { ...init, headers });
    serverClock.observe(response.headers.get('date'), sentAt, Date.now());
    return response;
  };
  return async (input, init) => {
    const first = await send(input, init);
    if (first.status !== 401) return first;
    if ((await session.renew()) === null) return first;
    const second = await send(input, init);
    if (second.status === 401) session.end();
    return second;
  };
}
