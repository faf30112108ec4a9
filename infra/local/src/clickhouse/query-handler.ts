import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Answer } from './answer.ts';
import type { Admission } from './admission.ts';
import { checkStatement, type StatementFacts } from './check-statement.ts';
import { toClickHouseError } from './clickhouse-error.ts';
import type { Connection, Engine } from './engine.ts';
import { quoteText, type QueryContext } from './prelude.ts';
import { readRequest, type Work } from './read-request.ts';
import type { RequestParams } from './request-params.ts';
import { Spool } from './spool.ts';
import type { SpoolFolders } from './spool-folders.ts';

interface Running {
  readonly queryId: string;
  readonly marker: string;
  /** Reads may be cancelled; writes are let finish. */
  readonly cancellable: boolean;
  readonly ended: Promise<void>;
}

const READS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN', 'EXISTS']);
const DRAIN_MS = 5000;
const KILL_AGAIN_MS = 500;

/** Runs the queries of requests, each in a connection of its own, and cancels those whose caller has gone. */
export class QueryHandler {
  readonly #engine: Engine;
  readonly #admission: Admission;
  readonly #folders: SpoolFolders;
  readonly #running = new Set<Running>();

  constructor(engine: Engine, admission: Admission, folders: SpoolFolders) {
    this.#engine = engine;
    this.#admission = admission;
    this.#folders = folders;
  }

  /** Answers one request. Never throws: errors become the answer. */
  async handle(request: IncomingMessage, response: ServerResponse, params: RequestParams): Promise<void> {
    const queryId = params.queryId ?? randomUUID();
    const marker = `wf-${randomUUID()}`;
    response.setHeader('X-ClickHouse-Query-Id', queryId);
    const answer = new Answer(request, response, params.compressResponse);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    let work: Work | undefined;
    try {
      work = await readRequest(request, params, this.#folders, marker);
      const facts = work.kind === 'statement' ? checkStatement(work.sql) : undefined;
      if (facts?.killedQueryId !== undefined) return await this.#kill(facts.killedQueryId, answer); // needs no turn: turns may be what it frees
      await this.#admission.enter(gone.signal);
      try {
        if (response.destroyed) return;
        const context = { database: params.database, settings: params.settings, placeholders: params.placeholders, readOnly: request.method === 'GET', marker };
        const run = work.kind === 'insert' ? this.#insert(work, context, answer) : this.#execute(work.sql, params, context, answer, response, facts);
        await this.#track(queryId, marker, facts !== undefined && READS.has(facts.verb), run);
      } finally {
        this.#admission.leave();
      }
    } catch (error) {
      const told = toClickHouseError(error);
      if (!response.destroyed) await answer.fail(work?.kind === 'insert' ? hidePath(told, work.rows.path) : told);
    } finally {
      if (work?.kind === 'insert') await work.rows.remove();
    }
  }

  /** Resolves when all that runs has ended; what still reads after 5 s is cancelled, inserts are let finish. */
  async drain(): Promise<void> {
    const timer = setInterval(() => {
      for (const one of this.#running) if (one.cancellable) void this.#engine.kill(one.marker).catch(() => undefined);
    }, DRAIN_MS);
    while (this.#running.size > 0) await Promise.allSettled([...this.#running].map((one) => one.ended));
    clearInterval(timer);
  }

  async #track(queryId: string, marker: string, cancellable: boolean, ended: Promise<void>): Promise<void> {
    const one = { queryId, marker, cancellable, ended };
    this.#running.add(one);
    try {
      await ended;
    } finally {
      this.#running.delete(one);
    }
  }

  async #insert(work: Work & { kind: 'insert' }, context: QueryContext, answer: Answer): Promise<void> {
    const { target, settings, format } = work.insert;
    const connection = await this.#engine.connect(context);
    try {
      const sql = `${target} FROM INFILE ${quoteText(work.rows.path)} COMPRESSION 'none' ${settings} FORMAT ${format}`;
      const rows = work.rows.size === 0 ? 0 : await connection.insert(sql);
      answer.begin(format, summary(rows, work.rows.size));
      await answer.end();
    } finally {
      connection.close();
    }
  }

  async #execute(sql: string, params: RequestParams, context: QueryContext, answer: Answer, response: ServerResponse, facts: StatementFacts | undefined): Promise<void> {
    const connection = await this.#engine.connect(context);
    const format = facts?.format ?? params.defaultFormat;
    const stopWatching = facts !== undefined && READS.has(facts.verb) ? this.#cancelWhenGone(response, context.marker) : undefined;
    try {
      if (params.waitEndOfQuery) await this.#sendWhole(sql, params.defaultFormat, format, connection, answer, context.marker);
      else await sendAsItComes(sql, params.defaultFormat, format, connection, answer, response);
    } finally {
      stopWatching?.();
      connection.close();
    }
  }

  /** Cancels a read whose caller hangs up: again and again, as the engine may not have begun it by then. */
  #cancelWhenGone(response: ServerResponse, marker: string): () => void {
    let again: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      if (response.writableFinished) return;
      const kill = (): void => void this.#engine.kill(marker).catch(() => undefined);
      kill();
      again = setInterval(kill, KILL_AGAIN_MS);
    };
    response.once('close', cancel);
    return () => {
      response.off('close', cancel);
      clearInterval(again);
    };
  }

  async #sendWhole(sql: string, defaultFormat: string, format: string, connection: Connection, answer: Answer, marker: string): Promise<void> {
    const whole = new Spool(this.#folders, `${marker}-answer`);
    try {
      for await (const chunk of connection.run(sql, defaultFormat)) await whole.write(chunk);
      await whole.close();
      await whole.sendTo(answer.begin(format, summary(0)));
      await answer.end();
    } finally {
      await whole.remove();
    }
  }

  async #kill(queryId: string, answer: Answer): Promise<void> {
    const found = [...this.#running].filter((one) => one.queryId === queryId);
    await Promise.all(found.map((one) => this.#engine.kill(one.marker)));
    answer.begin('TabSeparated', summary(0));
    for (const one of found) await answer.write(Buffer.from(`finished\t${one.queryId}\n`));
    await answer.end();
  }
}

async function sendAsItComes(sql: string, defaultFormat: string, format: string, connection: Connection, answer: Answer, response: ServerResponse): Promise<void> {
  for await (const chunk of connection.run(sql, defaultFormat)) {
    if (response.destroyed) return;
    answer.begin(format, summary(0));
    await answer.write(chunk);
  }
  answer.begin(format, summary(0));
  await answer.end();
}

// The embedded engine tells how many rows a file gave; what a query read it does not tell.
function summary(writtenRows: number, writtenBytes = 0): Record<string, string> {
  return { read_rows: '0', read_bytes: '0', written_rows: String(writtenRows), written_bytes: String(writtenBytes), total_rows_to_read: '0', result_rows: '0', result_bytes: '0', elapsed_ns: '0' };
}

function hidePath<E extends Error>(error: E, path: string): E {
  error.message = error.message.replaceAll(path, 'request body');
  return error;
}
