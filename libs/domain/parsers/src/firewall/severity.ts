/** OCSF severity_id by syslog level, 0 emergency to 7 debug. */
export function severityOfLevel(level: string | undefined): number {
  if (level === undefined || !/^[0-7]$/.test(level)) return 0;
  return [6, 5, 5, 4, 3, 2, 1, 1][Number(level)] ?? 0;
}
