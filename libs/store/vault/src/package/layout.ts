/** Files of an evidence package, in the order in which they stand in the ZIP (SEMANTICS §7). */
export const PACKAGE_FILES = [
  'oscal/assessment-results.json',
  'oscal/poam.json',
  'events.ndjson',
  'findings.ndjson',
  'cases.ndjson',
  'audit.ndjson',
  'gaps.json',
  'facts.json',
  'report.html',
] as const;
export type PackageFile = (typeof PACKAGE_FILES)[number];

export const MANIFEST_FILE = 'manifest.json';
export const SIGNATURE_FILE = 'manifest.dsse.json';
export const MANIFEST_FORMAT = 'watchfloor-evidence/1';
export const PREDICATE_TYPE = 'https://watchfloor.example/predicates/evidence-package/v1';
