import { SigmaProblem, type Condition } from './rule.ts';

const TOKEN = /\s*(\(|\)|\||[^\s()|]+)/y;
const MAX_DEPTH = 64;

/**
 * Parses a condition: `not` binds before `and`, `and` before `or`; `1 of x*`, `all of them`, `any of …` stand for the
 * selections whose names fit (names with a leading underscore are not among 'them'). Throws SigmaProblem.
 */
export function parseCondition(text: string, names: readonly string[], line: number): Condition {
  const tokens = tokenise(text);
  let at = 0;
  let depth = 0;
  const fail = (reason: string): never => {
    throw new SigmaProblem(line, `${reason} in condition '${text}'`);
  };
  const peek = (): string | undefined => tokens[at];
  const isWord = (word: string): boolean => peek()?.toLowerCase() === word;

  const chain = (kind: 'and' | 'or', next: () => Condition): Condition => {
    const operands = [next()];
    while (isWord(kind)) {
      at++;
      operands.push(next());
    }
    return operands.length === 1 && operands[0] ? operands[0] : { kind, operands };
  };
  const or = (): Condition => chain('or', and);
  const and = (): Condition => chain('and', not);
  const not = (): Condition => {
    if (!isWord('not')) return primary();
    at++;
    return { kind: 'not', operand: nested(not) };
  };
  const nested = (parse: () => Condition): Condition => {
    if (++depth > MAX_DEPTH) fail('too deep nesting');
    const result = parse();
    depth--;
    return result;
  };
  const primary = (): Condition => {
    const token = peek() ?? fail('something is missing at the end');
    at++;
    if (token === '(') {
      const inner = nested(or);
      if (peek() !== ')') fail("missing ')'");
      at++;
      return inner;
    }
    if (token === '|') fail('aggregation is not Sigma 2 (use a correlation rule):');
    if (token === ')') fail("unexpected ')'");
    if (['1', 'any', 'all'].includes(token.toLowerCase()) && isWord('of')) {
      at++;
      const pattern = peek() ?? fail("nothing after 'of'");
      at++;
      return quantified(token.toLowerCase() === 'all' ? 'and' : 'or', pattern);
    }
    if (!names.includes(token)) fail(`unknown selection '${token}'`);
    return { kind: 'selection', name: token };
  };
  const quantified = (kind: 'and' | 'or', pattern: string): Condition => {
    const chosen = pattern === 'them' ? names.filter((name) => !name.startsWith('_')) : names.filter((name) => fitsPattern(name, pattern));
    if (chosen.length === 0) fail(`no selection fits '${pattern}'`);
    const operands = chosen.map((name): Condition => ({ kind: 'selection', name }));
    return operands.length === 1 && operands[0] ? operands[0] : { kind, operands };
  };

  const result = or();
  if (peek() === '|') fail('aggregation is not Sigma 2 (use a correlation rule):');
  if (at < tokens.length) fail(`unexpected '${String(peek())}'`);
  return result;
}

function tokenise(text: string): string[] {
  return [...text.matchAll(new RegExp(TOKEN.source, 'g'))].map((match) => match[1] ?? '');
}

function fitsPattern(name: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const [first = ''] = parts;
  if (parts.length === 1) return name === pattern;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = parts.at(-1) ?? '';
  return name.length >= at + last.length && name.endsWith(last);
}
