import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface HttpLoad {
  readonly url: string;
  readonly key: string;
  readonly source: string;
  readonly lines: readonly string[];
  /** Events to send in all. */
  readonly events: number;
  readonly linesPerBody: number;
  readonly connections: number;
  /** Events a second; as fast as it goes where none is given. */
  readonly perSecond?: number;
  readonly abort: AbortSignal;
}

export interface HttpLoadResult {
  readonly acknowledged: number;
  readonly refusals: number;
  /** Milliseconds from sending a body until its acknowledgement, sorted. */
  readonly latencies: readonly number[];
}

function post(load: HttpLoad, agent: Agent, body: Buffer, idempotencyKey: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${load.url}/v1/logs?source=${load.source}`, { agent, method: 'POST', headers: { authorization: `Bearer ${load.key}`, 'content-type': 'application/x-ndjson', 'content-length': body.length, 'idempotency-key': idempotencyKey }, signal: load.abort }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Sends NDJSON bodies over some connections, each waiting for its acknowledgement; what is refused is sent again later, and counted. */
export async function sendHttp(load: HttpLoad): Promise<HttpLoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const bodies: Buffer[] = [];
  for (let at = 0; at < load.lines.length; at += load.linesPerBody) bodies.push(Buffer.from(load.lines.slice(at, at + load.linesPerBody).join('\n')));
  const latencies: number[] = [];
  let [started, acknowledged, refusals] = [0, 0, 0];
  const begin = performance.now();
  const worker = async (): Promise<void> => {
    while (started < load.events && !load.abort.aborted) {
      const nth = started / load.linesPerBody;
      const body = bodies[nth % bodies.length] ?? Buffer.alloc(0);
      started += load.linesPerBody;
      if (load.perSecond !== undefined) await sleep(Math.max(0, begin + ((nth * load.linesPerBody) / load.perSecond) * 1000 - performance.now()));
      // Bodies repeat, and equal bodies without a key of their own would be taken for a retry and not be stored.
      const idempotencyKey = randomUUID();
      for (;;) {
        const at = performance.now();
        const status = await post(load, agent, body, idempotencyKey);
        if (status >= 200 && status < 300) {
          latencies.push(performance.now() - at);
          break;
        }
        if (status !== 429 && status !== 503) throw new Error(`ingest answered ${status}`);
        refusals += 1;
        await sleep(100, undefined, { signal: load.abort });
      }
      acknowledged += load.linesPerBody;
    }
  };
  try {
    await Promise.all(Array.from({ length: load.connections }, worker));
  } finally {
    agent.destroy();
  }
  return { acknowledged, refusals, latencies: latencies.sort((a, b) => a - b) };
}

/** The value below which a share of the sorted values lies; 0 of none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
