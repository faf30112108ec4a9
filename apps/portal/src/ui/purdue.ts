/** Purdue levels, top of the plant's network first; 3.5 is the industrial DMZ. */
export const PURDUE_LEVELS = [5, 4, 3.5, 3, 2, 1, 0] as const;

const NAMES: Readonly<Record<string, string>> = {
  '5': 'Enterprise network',
  '4': 'Business planning and logistics',
  '3.5': 'Industrial DMZ',
  '3': 'Site operations',
  '2': 'Supervisory control',
  '1': 'Basic control',
  '0': 'Physical process',
};

/** A level with its name: 'Level 1 · Basic control'. */
export function purdueLabel(level: number): string {
  const name = NAMES[String(level)];
  return name === undefined ? `Level ${level}` : `Level ${level} · ${name}`;
}
