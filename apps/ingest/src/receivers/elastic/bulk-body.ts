import { Refused } from '@watchfloor/core';
import { sha256Hex } from '@watchfloor/core/ids';
import type { Line } from '../../lines/line.ts';
import { lineOf, splitLines } from '../../lines/split-body.ts';

export type BulkAction = 'create' | 'index' | 'update' | 'delete';

/** One action of a bulk request, in its order. */
export interface BulkItem {
  readonly action: BulkAction;
  readonly index: string;
  /** As given by the sender. */
  readonly id: string | undefined;
  /** Why it is not done; undefined where its document is stored. */
  readonly problem: string | undefined;
}

export interface BulkBody {
  readonly items: readonly BulkItem[];
  readonly lines: readonly Line[];
  /** Items that are not done. */
  readonly refused: number;
}

const ACTIONS: readonly BulkAction[] = ['create', 'index', 'update', 'delete'];
const LONGEST_ACTION = 16 * 1024;
const LONGEST_ID = 512;

/**
 * A body of `_bulk`: an action line, then for all but `delete` the document on a line of its own. Documents are taken as they are written. One with
 * an `_id` is known by index, id and content: a retry of it in whatever bulk is the same event, and no later document can replace an earlier one.
 * Throws Refused INVALID_INPUT for an action line that is none.
 */
export function decodeBulk(body: Buffer, defaultIndex: string | undefined): BulkBody {
  const rows = splitLines(body);
  const items: BulkItem[] = [];
  const lines: Line[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    if (!row || row.length === 0) continue;
    const item = itemOf(row, at + 1, defaultIndex);
    if (item.action !== 'delete') at += 1;
    const document = item.action === 'delete' ? undefined : rows[at];
    const problem = item.problem ?? (document === undefined || document.length === 0 ? 'the document is missing' : undefined);
    items.push({ ...item, problem });
    if (problem === undefined && document) lines.push(documentLine(document, item));
  }
  if (items.length === 0) throw new Refused('INVALID_INPUT', 'request body is required');
  return { items, lines, refused: items.length - lines.length };
}

function documentLine(document: Buffer, { index, id }: BulkItem): Line {
  const line = { ...lineOf(document), envelope: { index } };
  return id === undefined ? line : { ...line, key: `${index} ${id} ${line.sha256 ?? sha256Hex(document)}` };
}

function itemOf(row: Buffer, number: number, defaultIndex: string | undefined): BulkItem {
  const [action, meta] = actionOf(row, number);
  const index = textOf(meta['_index']) ?? defaultIndex;
  const given = meta['_id'];
  const id = typeof given === 'number' ? String(given) : textOf(given);
  const problem = action === 'update' || action === 'delete' ? `${action} is not supported: events are never changed`
    : index === undefined ? 'the index is missing'
    : id !== undefined && Buffer.byteLength(id) > LONGEST_ID ? `an _id has at most ${LONGEST_ID} bytes` : undefined;
  return { action, index: index ?? '', id, problem };
}

function actionOf(row: Buffer, number: number): [BulkAction, Readonly<Record<string, unknown>>] {
  // Made where it is thrown: an error costs more than all else that a line does.
  const malformed = (): Refused => new Refused('INVALID_INPUT', `Malformed action/metadata line [${number}], expected one of [create, index, update, delete]`);
  if (row.length > LONGEST_ACTION) throw malformed();
  try {
    const action: unknown = JSON.parse(row.toString('utf8'));
    if (typeof action === 'object' && action !== null) {
      const [[name, meta] = [], ...more] = Object.entries(action);
      const known = ACTIONS.find((each) => each === name);
      if (known && more.length === 0 && typeof meta === 'object' && meta !== null) return [known, meta as Record<string, unknown>];
    }
  } catch {
    // Refused below.
  }
  throw malformed();
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
