import { Refused } from '@watchfloor/core';
import { MAX_LINE_BYTES, type Line } from '../../lines/line.ts';
import { MAX_LINES } from '../../lines/split-body.ts';
import { plainSource, recordLine } from './record-line.ts';

/** Resource attributes are kept with each of its records, so a few large ones would make a small body large. */
const MOST_KEPT_BYTES = 64 * 1024 * 1024;
const MOST_SOURCE_BYTES = 64 * 1024;

export interface DecodedRequest {
  readonly lines: readonly Line[];
  /** Records that are none. */
  readonly refused: number;
}

/** The lines of an ExportLogsServiceRequest while they are read, within bounds whatever its encoding. */
export class LogRequest implements DecodedRequest {
  readonly lines: Line[] = [];
  refused = 0;
  private seen = 0;
  private kept = 0;

  /** Counts a message of whatever kind: empty ones cost memory too. Throws Refused TOO_LARGE past MAX_LINES. */
  count(): void {
    this.seen += 1;
    if (this.seen > 2 * MAX_LINES) throw tooMany();
  }

  /** Resource or scope. Throws Refused for one that is none or is too large. */
  readSource(read: () => unknown): { readonly plain: ReturnType<typeof plainSource>; readonly bytes: number } {
    try {
      const plain = plainSource(read());
      const bytes = Buffer.byteLength(JSON.stringify(plain));
      if (bytes > MOST_SOURCE_BYTES) throw new Refused('TOO_LARGE', `attributes of a resource or scope may have ${MOST_SOURCE_BYTES} bytes`);
      return { plain, bytes };
    } catch (error) {
      throw error instanceof Refused ? error : new Refused('INVALID_INPUT', 'a resource or scope could not be read');
    }
  }

  /** A record; one that cannot be read is counted and left out. Throws Refused TOO_LARGE past a bound. */
  record(read: () => unknown, resource: ReturnType<LogRequest['readSource']>, scope: ReturnType<LogRequest['readSource']>): void {
    this.count();
    if (this.lines.length >= MAX_LINES) throw tooMany();
    const line = this.lineOf(read, resource, scope);
    if (line === undefined) {
      this.refused += 1;
      return;
    }
    this.kept += Math.min(line.size, MAX_LINE_BYTES) + resource.bytes + scope.bytes;
    if (this.kept > MOST_KEPT_BYTES) throw new Refused('TOO_LARGE', 'the records are too large together with their resources: send smaller batches');
    this.lines.push(line);
  }

  private lineOf(read: () => unknown, resource: ReturnType<LogRequest['readSource']>, scope: ReturnType<LogRequest['readSource']>): Line | undefined {
    try {
      return recordLine(read(), resource.plain, scope.plain);
    } catch {
      return undefined;
    }
  }
}

function tooMany(): Refused {
  return new Refused('TOO_LARGE', `a request may have ${MAX_LINES} records: send smaller batches`);
}
