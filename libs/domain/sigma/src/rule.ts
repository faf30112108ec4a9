/** Where a rule's events come from; a missing part means any. */
export interface SigmaLogsource {
  readonly product?: string | undefined;
  readonly category?: string | undefined;
  readonly service?: string | undefined;
}

export type SigmaScalar = string | number | bigint | boolean | null;

/** One line of a selection: `field|modifiers: values`. Without a field it is a keyword, looked for in every value. */
export interface DetectionItem {
  readonly field: string | undefined;
  readonly modifiers: readonly string[];
  readonly values: readonly SigmaScalar[];
  readonly line: number;
}

/** A selection: every item of a map must match, any child of a list. */
export type Selection = { readonly kind: 'items'; readonly items: readonly DetectionItem[] } | { readonly kind: 'any'; readonly children: readonly Selection[] };

export type Condition =
  | { readonly kind: 'selection'; readonly name: string }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] };

/** A rule as read from its file: checked in form, not yet compiled. */
export interface SigmaRule {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly level: string;
  readonly status: string;
  readonly author: string;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly logsource: SigmaLogsource;
  readonly selections: ReadonlyMap<string, Selection>;
  readonly condition: Condition;
  /** Our own addition to a rule (Sigma lets tools add top-level keys): what an analyst should do next. */
  readonly nextSteps: readonly string[];
  readonly file: string | undefined;
  readonly line: number;
}

/** A document that is no rule we can run: where and why. */
export interface RefusedRule {
  readonly file: string | undefined;
  readonly line: number;
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly reason: string;
}

/** Something in a rule that cannot be compiled; `line` counts from 1 in the rule's file. */
export class SigmaProblem extends Error {
  readonly line: number;

  constructor(line: number, reason: string) {
    super(reason);
    this.name = 'SigmaProblem';
    this.line = line;
  }
}
