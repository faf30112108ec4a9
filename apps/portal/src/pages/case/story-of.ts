/** What a finding contributes to the story. */
export interface StoryFinding {
  readonly title: string;
  readonly reason: string;
  readonly nextSteps: readonly string[];
  readonly confidence: number;
}

export interface Story {
  readonly happened: string;
  /** Reasons that `happened` does not give already: one for each kind of finding, three at most. */
  readonly reasons: readonly string[];
  readonly steps: readonly string[];
  /** Highest confidence of the findings, in %. */
  readonly confidence: number;
}

/**
 * Pure: the story of a case. The summary of a case often holds its first finding's reason and the next steps too; here each is told
 * once, under its own heading. Findings of one kind differ by little more than their time, so one of them speaks for all.
 */
export function storyOf(summary: string, title: string, findings: readonly StoryFinding[]): Story {
  const steps = [...new Set(findings.flatMap(({ nextSteps }) => nextSteps))].slice(0, 8);
  const told = steps.length === 0 ? summary : (summary.split(/\s*\bNext:\s+1\./)[0] ?? summary);
  const kinds = findings.filter(({ title: kind }, index) => findings.findIndex((other) => other.title === kind) === index);
  return {
    happened: told.trim() || title,
    reasons: kinds
      .map(({ reason }) => reason)
      .filter((reason) => !told.includes(reason))
      .slice(0, 3),
    steps,
    confidence: Math.max(0, ...findings.map(({ confidence }) => confidence)),
  };
}
