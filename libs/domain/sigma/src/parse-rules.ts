import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node, type ParsedNode, type YAMLMap } from 'yaml';
import { parseCondition } from './parse-condition.ts';
import { SigmaProblem, type Condition, type DetectionItem, type RefusedRule, type Selection, type SigmaRule, type SigmaScalar } from './rule.ts';

export interface ParsedRules {
  readonly rules: readonly SigmaRule[];
  readonly refused: readonly RefusedRule[];
}

const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'];
const OTHER_DOCUMENTS: Record<string, string> = {
  correlation: 'correlation rules are not supported yet',
  filter: 'Sigma filters are not supported yet',
  action: "'action' documents belong to Sigma 1",
};

/** Reads all rules of a YAML text (one or more documents). What is no sound rule is returned as refused, with line and reason. */
export function parseSigmaRules(text: string, file?: string): ParsedRules {
  const lines = new LineCounter();
  const rules: SigmaRule[] = [];
  const refused: RefusedRule[] = [];
  const documents = parseAllDocuments(text, { lineCounter: lines, intAsBigInt: true, prettyErrors: false, maxAliasCount: 50 } as Parameters<typeof parseAllDocuments>[1]);
  if (!Array.isArray(documents)) return { rules, refused };
  for (const document of documents) {
    const reader = new RuleReader(document, lines);
    try {
      const rule = reader.read(file);
      if (rule !== undefined) rules.push(rule);
    } catch (error) {
      if (!(error instanceof SigmaProblem)) throw error;
      refused.push({ file, line: error.line, id: reader.textOf('id'), title: reader.textOf('title'), reason: error.message });
    }
  }
  return { rules, refused };
}

class RuleReader {
  readonly #document: Document.Parsed<ParsedNode>;
  readonly #lines: LineCounter;

  constructor(document: Document.Parsed<ParsedNode>, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  textOf(key: string): string | undefined {
    const root = this.#document.contents;
    const value: unknown = isMap(root) ? root.get(key) : undefined;
    return typeof value === 'string' ? value : undefined;
  }

  read(file: string | undefined): SigmaRule | undefined {
    const [error] = this.#document.errors;
    if (error) throw new SigmaProblem(this.#lines.linePos(error.pos[0]).line, `not YAML: ${error.message}`);
    const root = this.#document.contents;
    if (root === null || (isScalar(root) && root.value === null)) return undefined;
    if (!isMap(root)) throw new SigmaProblem(this.#line(root), 'a rule must be a map');
    for (const [key, reason] of Object.entries(OTHER_DOCUMENTS)) if (root.has(key)) throw new SigmaProblem(this.#line(root), reason);

    const title = this.textOf('title');
    if (!title) throw new SigmaProblem(this.#line(root), "'title' is missing");
    const level = this.textOf('level') ?? 'medium';
    if (!LEVELS.includes(level)) throw new SigmaProblem(this.#line(root.get('level', true) ?? root), `unknown level '${level}'`);
    const detection = root.get('detection', true);
    if (!isMap(detection)) throw new SigmaProblem(this.#line(root), "'detection' is missing or not a map");
    const selections = new Map<string, Selection>();
    for (const pair of detection.items) {
      const name = this.#keyOf(pair.key);
      if (name !== 'condition' && name !== 'timeframe') selections.set(name, this.#selection(pair.value as Node | null, pair.key as Node));
    }
    return {
      id: this.textOf('id') ?? title,
      title,
      description: this.textOf('description')?.trim() ?? '',
      level,
      status: this.textOf('status') ?? '',
      author: this.textOf('author') ?? '',
      tags: this.#texts(root, 'tags'),
      references: this.#texts(root, 'references'),
      falsePositives: this.#texts(root, 'falsepositives'),
      logsource: this.#logsource(root),
      selections,
      condition: this.#condition(detection, [...selections.keys()]),
      nextSteps: this.#texts(root, 'next_steps'),
      file,
      line: this.#line(root),
    };
  }

  #logsource(root: YAMLMap): SigmaRule['logsource'] {
    const logsource = root.get('logsource', true);
    if (!isMap(logsource)) throw new SigmaProblem(this.#line(root), "'logsource' is missing or not a map");
    const part = (key: string): string | undefined => {
      const value: unknown = logsource.get(key);
      return typeof value === 'string' ? value.toLowerCase() : undefined;
    };
    const result = { product: part('product'), category: part('category'), service: part('service') };
    if (!result.product && !result.category && !result.service) throw new SigmaProblem(this.#line(logsource), "'logsource' names no product, category or service");
    return result;
  }

  #condition(detection: YAMLMap, names: readonly string[]): Condition {
    const node = detection.get('condition', true) as Node | undefined;
    if (node === undefined) throw new SigmaProblem(this.#line(detection), "'condition' is missing");
    const conditions: (Node | null)[] = isSeq(node) ? (node.items as Node[]) : [node];
    const operands = conditions.map((item) => {
      if (!isScalar(item) || typeof item.value !== 'string') throw new SigmaProblem(this.#line(item ?? node), 'a condition must be text');
      return parseCondition(item.value, names, this.#line(item));
    });
    const [first] = operands;
    if (first === undefined) throw new SigmaProblem(this.#line(node), 'the condition is empty');
    return operands.length === 1 ? first : { kind: 'or', operands };
  }

  #selection(node: Node | null, key: Node): Selection {
    if (isMap(node)) return this.#map(node);
    if (!isSeq(node)) return { kind: 'items', items: [this.#keywords(node, key)] };
    if (node.items.length === 0) throw new SigmaProblem(this.#line(key), 'an empty selection');
    return { kind: 'any', children: node.items.map((item) => this.#selection(item as Node | null, key)) };
  }

  #map(node: YAMLMap): Selection {
    if (node.items.length === 0) throw new SigmaProblem(this.#line(node), 'an empty selection');
    const items = node.items.map((pair): DetectionItem => {
      const [field = '', ...modifiers] = this.#keyOf(pair.key).split('|');
      const value = pair.value as Node | null;
      const values = isSeq(value) ? value.items.map((item) => this.#scalar(item as Node | null, pair.key as Node)) : [this.#scalar(value, pair.key as Node)];
      if (values.length === 0) throw new SigmaProblem(this.#line(pair.key as Node), `'${field}' has no values`);
      return { field: field === '' ? undefined : field, modifiers: modifiers.map((name) => name.toLowerCase()), values, line: this.#line(pair.key as Node) };
    });
    return { kind: 'items', items };
  }

  #keywords(node: Node | null, key: Node): DetectionItem {
    return { field: undefined, modifiers: [], values: [this.#scalar(node, key)], line: this.#line(node ?? key) };
  }

  #scalar(node: Node | null, key: Node): SigmaScalar {
    if (node === null) return null;
    if (!isScalar(node)) throw new SigmaProblem(this.#line(node), 'a value must be text, a number, true, false or null');
    const value: unknown = node.value;
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return value;
    throw new SigmaProblem(this.#line(key), 'a value must be text, a number, true, false or null');
  }

  #texts(root: YAMLMap, key: string): string[] {
    const node: unknown = root.get(key, true);
    if (!isSeq(node)) return [];
    return node.items.flatMap((item) => (isScalar(item) && typeof item.value === 'string' ? [item.value] : []));
  }

  #keyOf(key: unknown): string {
    return isScalar(key) ? String(key.value) : '';
  }

  #line(node: Node | ParsedNode): number {
    return this.#lines.linePos(node.range?.[0] ?? 0).line;
  }
}
