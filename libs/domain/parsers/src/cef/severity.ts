const WORDS: Readonly<Record<string, number>> = {
  informational: 1, information: 1, info: 1, notice: 1, debug: 1, low: 2, warning: 3, medium: 3, high: 4, error: 4, 'very-high': 5, 'very high': 5, veryhigh: 5, critical: 5, alert: 5, emergency: 5,
};

/**
 * OCSF severity_id of a CEF or LEEF severity. CEF: 0-3 low, 4-6 medium, 7-8 high, 9-10 very high, or words; 0 and 1 count as
 * informational, since products use them for records of normal operation. 0 (unknown) for anything else.
 */
export function severityIdOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const word = text.trim().toLowerCase();
  if (!/^\d{1,2}$/.test(word)) return Object.hasOwn(WORDS, word) ? (WORDS[word] ?? 0) : 0;
  const level = Number(word);
  if (level > 10) return 0;
  if (level >= 9) return 5;
  if (level >= 7) return 4;
  if (level >= 4) return 3;
  return level >= 2 ? 2 : 1;
}
