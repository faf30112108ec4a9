import { isUuid, SEVERITY_NAME } from '@watchfloor/core';
import { classNameOf, OCSF_CLASS } from '@watchfloor/ocsf';
import type { SearchField } from './fields.ts';
import { canonicalIp, ipRangeOf } from './ip-range.ts';
import { literalOf, saysSomething, wildcardsIn } from './patterns.ts';
import type { Bound, Test } from './query.ts';
import { QueryProblem } from './query-problem.ts';

/** A value as it was typed: a glob (quoted text has its wildcards escaped) and where it stands. */
export interface TypedValue {
  readonly glob: string;
  readonly position: number;
}

const squeeze = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '').replace(/(?<=.)activity$/, '');
const CLASS_BY_NAME = new Map<string, number>(Object.entries(OCSF_CLASS).flatMap(([key, uid]) => [[squeeze(key), uid], [squeeze(classNameOf(uid)), uid]]));
const SEVERITIES: readonly string[] = SEVERITY_NAME.map((name) => name.toLowerCase());

/** The test that a value means for a field. Throws QueryProblem when the field cannot have it. */
export function readTest(field: SearchField, value: TypedValue): Test {
  const wildcards = wildcardsIn(value.glob);
  if (wildcards > 0 && !saysSomething(value.glob)) return { op: 'exists' };
  const text = literalOf(value.glob);
  if (text === '') throw new QueryProblem(`${field.name} needs a value: write NOT ${field.name}:* for events that have none`, value.position);
  if (wildcards > 0) {
    if (['number', 'severity', 'class', 'id', 'list'].includes(field.kind)) throw new QueryProblem(`${field.name} takes no wildcards`, value.position);
    return { op: 'like', glob: value.glob };
  }
  if (field.kind === 'ip' && text.includes('/')) {
    if (!ipRangeOf(text)) throw new QueryProblem(`'${text}' is no network such as 10.0.0.0/8 or fd00::/8`, value.position);
    return { op: 'cidr', prefix: text.toLowerCase() };
  }
  return { op: 'is', value: readValue(field, text, value.position) };
}

/** The range test of a field. Throws QueryProblem where the field has no order. */
export function readRange(field: SearchField, position: number, from: (TypedValue & { inclusive: boolean }) | undefined, to: (TypedValue & { inclusive: boolean }) | undefined): Test {
  if (!['ip', 'number', 'severity', 'attribute'].includes(field.kind)) throw new QueryProblem(`${field.name} takes no range`, position);
  const bound = (end: (TypedValue & { inclusive: boolean }) | undefined): Bound | undefined => {
    if (!end || end.glob === '*') return undefined;
    const text = literalOf(end.glob);
    const value = field.kind === 'attribute' ? readNumber(field, text, end.position) : readValue(field, text, end.position);
    return { value, inclusive: end.inclusive };
  };
  const [low, high] = [bound(from), bound(to)];
  if (!low && !high) return { op: 'exists' };
  return { op: 'range', ...(low && { from: low }), ...(high && { to: high }) };
}

function readValue(field: SearchField, text: string, position: number): number | string {
  if (field.kind === 'number') return readInteger(field, text, position);
  if (field.kind === 'severity') {
    const named = SEVERITIES.indexOf(text.toLowerCase());
    return named >= 0 ? named : readInteger(field, text, position, `one of ${SEVERITIES.join(', ')}, or a number`);
  }
  if (field.kind === 'class') return CLASS_BY_NAME.get(squeeze(text)) ?? readInteger(field, text, position, `an OCSF class such as 'dns' or 'network activity', or its number`);
  if (field.kind === 'ip') {
    const address = canonicalIp(text);
    if (address === undefined) throw new QueryProblem(`'${text}' is no address: give an address, a network (10.0.0.0/8) or a wildcard (10.0.*)`, position);
    return address;
  }
  if (field.kind === 'id') return isUuid(text.toLowerCase()) ? text.toLowerCase() : text;
  return text;
}

function readInteger(field: SearchField, text: string, position: number, wanted = 'a whole number'): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new QueryProblem(`${field.name} takes ${wanted}, not '${text}'`, position);
  return Number(text) + 0;
}

function readNumber(field: SearchField, text: string, position: number): number {
  if (!/^-?\d{1,15}(?:\.\d{1,6})?$/.test(text)) throw new QueryProblem(`a range of ${field.name} takes numbers, not '${text}'`, position);
  return Number(text) + 0;
}
