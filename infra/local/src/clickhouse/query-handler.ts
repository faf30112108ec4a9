import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Answer } from './answer.ts';
import type { Admission } from './admission.ts';
import { checkStatement } from './check-statement.ts';
import { engineError, toClickHouseError } from './clickhouse-error.ts';
import type { Connection, Engine } from './engine.ts';
import { quoteText } from './prelude.ts';
import { readRequest, type Work } from './read-request.ts';
import type { RequestParams } from './request-params.ts';
import { Spool } from './spool.ts';
import type { SpoolFolders } from './spool-folders.ts';

interface Running {
  readonly queryId: string;
  readonly marker: string;
  readonly ended: Promise<void>;
}

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
    let work: Work | undefined;
    try {
      work = await readRequest(request, params, this.#folders, marker);
      await this.#admission.enter();
      try {
        if (response.destroyed) return;
        await this.#track(queryId, marker, this.#run(work, params, answer, response, marker, request.method === 'GET'));
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

  /** Cancels what runs and resolves when all has ended. Inserts are let finish. */
  async drain(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running].map((one) => one.ended));
  }

  async #track(queryId: string, marker: string, ended: Promise<void>): Promise<void> {
    const one = { queryId, marker, ended };
    this.#running.add(one);
    try {
      await ended;
    } finally {
      this.#running.delete(one);
    }
  }

  async #run(work: Work, params: RequestParams, answer: Answer, response: ServerResponse, marker: string, readOnly: boolean): Promise<void> {
    const facts = work.kind === 'statement' ? checkStatement(work.sql) : undefined;
    if (work.kind === 'statement' && work.sql === '') throw engineError(62, 'SYNTAX_ERROR', 'Syntax error: Empty query');
    if (facts?.killedQueryId !== undefined) return this.#kill(facts.killedQueryId, answer);
    const connection = await this.#engine.connect({ database: params.database, settings: params.settings, placeholders: params.placeholders, readOnly, marker });
    try {
      if (work.kind === 'insert') return await insertRows(work, connection, answer);
      const cancel = (): void => void this.#engine.kill(marker).catch(() => undefined);
      response.once('close', cancel);
      try {
        const format = facts?.format ?? params.defaultFormat;
        if (params.waitEndOfQuery) await this.#sendWhole(work.sql, params.defaultFormat, format, connection, answer, marker);
        else await sendAsItComes(work.sql, params.defaultFormat, format, connection, answer, response);
      } finally {
        response.off('close', cancel);
      }
    } finally {
      connection.close();
    }
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

async function insertRows(work: Work & { kind: 'insert' }, connection: Connection, answer: Answer): Promise<void> {
  const { head, format } = work.insert;
  const rows = work.rows.size === 0 ? 0 : await connection.insert(withInfile(head, work.rows.path, format));
  answer.begin(format, summary(rows, work.rows.size));
  await answer.end();
}

/** Puts the file where ClickHouse's grammar wants it: behind the columns, before SETTINGS. */
function withInfile(head: string, path: string, format: string): string {
  const settings = /\bSETTINGS\b[\s\S]*$/i.exec(head);
  const [table, tail] = settings === null ? [head, ''] : [head.slice(0, settings.index), settings[0]];
  return `${table} FROM INFILE ${quoteText(path)} COMPRESSION 'none' ${tail} FORMAT ${format}`;
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
