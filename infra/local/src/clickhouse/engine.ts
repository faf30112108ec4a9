import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Session } from 'chdb';
import { toClickHouseError } from './clickhouse-error.ts';
import { writeEngineConfig } from './engine-config.ts';
import { prelude, quoteText, type QueryContext } from './prelude.ts';

/** A query's connection: nothing that it sets outlives it. */
export interface Connection {
  /** Streams a SELECT in the format; other statements give their whole answer as one chunk. */
  run(sql: string, format: string): AsyncGenerator<Uint8Array>;
  /** Runs an INSERT whose rows lie in a file and returns how many were read. */
  insert(sql: string): Promise<number>;
  close(): void;
}

/**
 * The ClickHouse engine on one folder, which only one process may open. Each request gets a connection of its own (they
 * cost under a millisecond and share the data), so settings and parameters cannot leak from one to another.
 */
export class Engine {
  readonly #path: string;
  readonly #anchor: Session; // keeps the engine open between requests
  readonly version: string;

  /** Opens or makes the folder. Throws when another process has it open. */
  constructor(dataDir: string) {
    this.#path = join(dataDir, 'engine');
    mkdirSync(this.#path, { recursive: true, mode: 0o700 });
    try {
      this.#anchor = new Session(this.#path, { connectionArgs: [`--config-file=${writeEngineConfig(dataDir)}`] });
      this.version = this.#anchor.query('SELECT version()', 'TSV').trim();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // chdb prints the engine's reason (a lock that another process holds) and throws no more than this.
      if (!/lock file|create connection/i.test(message)) throw error;
      throw new Error(`the ClickHouse data in ${dataDir} cannot be opened: another process already has them open (stop it, or choose another folder), or they cannot be read`, { cause: error });
    }
  }

  /** A fresh connection in the context. Throws the engine's error for an unknown database or setting. */
  async connect(context: QueryContext): Promise<Connection> {
    const session = new Session(this.#path);
    try {
      await session.queryAsync(prelude(context));
    } catch (error) {
      session.close();
      throw toClickHouseError(error);
    }
    return {
      run: (sql, format) => run(session, sql, format),
      insert: async (sql) => {
        const result = await session.queryAsync(sql, { format: 'TabSeparated' });
        return result.rowsRead;
      },
      close: () => session.close(),
    };
  }

  /** Cancels the query that runs under the marker, if any still does. Does not wait for its end. */
  async kill(marker: string): Promise<void> {
    const session = new Session(this.#path);
    try {
      await session.queryAsync(`KILL QUERY WHERE Settings['query_cache_tag'] = ${quoteText(marker)} AND query NOT LIKE 'KILL%' ASYNC`);
    } finally {
      session.close();
    }
  }

  close(): void {
    this.#anchor.close();
  }
}

async function* run(session: Session, sql: string, format: string): AsyncGenerator<Uint8Array> {
  let stream: ReturnType<Session['queryStream']>;
  try {
    stream = session.queryStream(sql, { format });
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('Streaming query is not supported'))) throw error;
    const result = await session.queryAsync(sql, { format });
    yield result.bytes();
    return;
  }
  for await (const chunk of stream) yield chunk.raw();
}
