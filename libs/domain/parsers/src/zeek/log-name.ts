const SUFFIX = /\.(?:gz|zst|log|json|ndjson|jsonl|tsv|txt|labeled)$/i;

/**
 * The log type that a file name says: `conn.log`, `modbus_detailed.log.gz`, `conn.2024-01-01-00-00-00.log`,
 * `current/dns.json`, `port-scans__conn.log` (what follows the last double underscore). Undefined when it says none.
 */
export function logOfFileName(fileName: string): string | undefined {
  let name = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  while (SUFFIX.test(name)) name = name.replace(SUFFIX, '');
  const marked = name.lastIndexOf('__');
  name = marked === -1 ? (name.split('.')[0] ?? '') : name.slice(marked + 2);
  name = name.replace(/[-_.]\d{2,}.*$/, '').toLowerCase();
  return /^[a-z][a-z0-9_]*$/.test(name) ? name : undefined;
}
