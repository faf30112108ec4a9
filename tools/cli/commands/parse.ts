import { once } from 'node:events';
import { lostColumns, openColumns, openSource, sourceIds } from '@watchfloor/parsers';
import { Command } from 'commander';
import { joinRecords } from '../lines/join-records.ts';
import { openBytes } from '../lines/open-bytes.ts';
import { MAX_LINE, readLines, type Line } from '../lines/read-lines.ts';
import { userPath } from '../options.ts';

/** What `parse` says on standard error. */
export interface ParseSummary {
  /** Lines that hold a record: events + unparsed. */
  lines: number;
  events: number;
  unparsed: number;
  /** Column values that no field of the event holds; 0 unless a parser is wrong. */
  columnsLost: number;
  /** Header, comment and blank lines. */
  headers: number;
  /** Unparsed lines by reason. */
  reasons: Record<string, number>;
  /** Names of lost columns with their counts; absent when none was lost. */
  lost?: Record<string, number>;
  /** Files that could not be read to the end. */
  unreadable?: { file: string; error: string }[];
}

interface ParseOptions {
  readonly source: string;
  readonly log?: string;
  readonly timeZone?: string;
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** Writes with back-pressure, so that a slow reader bounds what is held. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

async function parseFile(file: string, options: ParseOptions, summary: ParseSummary): Promise<void> {
  const fileName = file === '-' ? {} : { fileName: file };
  const parser = openSource(options.source, { now: Date.now(), ...fileName, ...(options.log ? { log: options.log } : {}), ...(options.timeZone ? { timeZone: options.timeZone } : {}) });
  const reader = openColumns(parser);
  const take = async (line: Line): Promise<void> => {
    const parsed = 'text' in line ? parser.parse(line.text) : { ok: false as const, reason: `line longer than ${String(MAX_LINE)} characters` };
    const columns = 'text' in line ? reader.columns(line.text) : undefined;
    if (parsed === undefined) summary.headers++;
    else if (!parsed.ok) {
      summary.lines++;
      summary.unparsed++;
      count(summary.reasons, parsed.reason);
    } else {
      summary.lines++;
      summary.events++;
      for (const name of lostColumns(columns ?? {}, parsed.event)) {
        summary.columnsLost++;
        count((summary.lost ??= {}), name);
      }
      await write(`${JSON.stringify(parsed.event)}\n`);
    }
  };
  for await (const line of joinRecords(readLines(openBytes(file === '-' ? file : userPath(file))))) await take(line);
}

async function parse(files: readonly string[], options: ParseOptions): Promise<void> {
  if (!sourceIds().includes(options.source)) throw new Error(`unknown source '${options.source}': one of ${sourceIds().join(', ')}`);
  const summary: ParseSummary = { lines: 0, events: 0, unparsed: 0, columnsLost: 0, headers: 0, reasons: {} };
  for (const file of files) {
    try {
      await parseFile(file, options, summary);
    } catch (error) {
      (summary.unreadable ??= []).push({ file, error: error instanceof Error ? error.message : String(error) });
      process.exitCode = 1;
    }
  }
  process.stderr.write(`${JSON.stringify(summary)}\n`);
}

/**
 * `parse --source ID FILE…`: OCSF events as NDJSON on standard output, one JSON line (ParseSummary) on standard error. Needs
 * no server. Exit code 0 unless a file cannot be read, however many lines do not parse.
 */
export function parseCommand(): Command {
  return new Command('parse')
    .description('turn log files into OCSF events (NDJSON on stdout, a JSON summary on stderr); needs no server')
    .argument('<file...>', "log files, plain, .gz or .zst; '-' is standard input")
    .option('--source <id>', `auto, a family or a parser: ${sourceIds().join(', ')}`, 'auto')
    .option('--log <name>', 'log type of the lines where neither they, a header nor the file name says (Zeek path, e.g. conn)')
    .option('--time-zone <zone>', 'IANA zone of times without a zone; default UTC')
    .action(async (files: string[], options: ParseOptions) => {
      process.stdout.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EPIPE') process.exit(0); // the reader has seen enough
        throw error;
      });
      await parse(files, options);
    });
}
