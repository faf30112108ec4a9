/** What a resolved case turned out to be; `duplicate` names the other case. */
export const VERDICTS = ['true_positive', 'benign_positive', 'false_positive', 'duplicate', 'exercise'] as const;
export type Verdict = (typeof VERDICTS)[number];
