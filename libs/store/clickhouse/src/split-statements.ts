/** Splits a migration file at the semicolons that end statements; comments and quoted text are left alone. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let current = '';
  const token = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\.|'')*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.)*"|;|[^;'"`/-]+|[\s\S]/g;
  for (const [part] of sql.matchAll(token)) {
    if (part === ';') {
      statements.push(current);
      current = '';
    } else if (!part.startsWith('--') && !part.startsWith('/*')) {
      current += part;
    }
  }
  return [...statements, current].map((statement) => statement.trim()).filter((statement) => statement !== '');
}
