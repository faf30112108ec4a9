import type { Template } from '../template.ts';

function source(name: string): string {
  return `import type { Framework } from '../../framework.ts';
import { inventoryComplete } from '../../queries/asset-queries.ts';

/** Ids follow the published document; titles are our own words unless its licence lets them be shown. */
export const framework: Framework = {
  id: '${name}',
  title: 'Replace: name of the framework',
  version: 'Replace: its edition',
  licence: 'Replace: under what terms its ids may be shown',
  source: 'Replace: document, publisher, date',
  controls: [
    { id: 'EXAMPLE-1', title: 'Replace: a control that a query proves', group: 'Replace: its group', proof: { kind: 'query', query: inventoryComplete } },
    { id: 'EXAMPLE-2', title: 'Replace: a control that people prove', group: 'Replace: its group', proof: { kind: 'manual', reason: 'is decided by management: needs a document or an attestation' } },
  ],
};
`;
}

export const frameworkTemplate: Template = {
  kind: 'framework',
  naming: 'its short name and edition, in lower case with hyphens: iec-62443-3-3, nist-csf-2.0',
  name: /^[a-z][a-z0-9]*([-.][a-z0-9]+)*$/,
  folder: 'libs/domain/compliance/src/frameworks',
  files: (name) => ({ 'framework.ts': source(name) }),
  next: (name) => [
    'list every control in framework.ts: with a query of libs/domain/compliance/src/queries where the record can prove it, else with the reason why no query can',
    'a query that is missing: one constant in libs/domain/compliance/src/queries, and its broken case in libs/domain/compliance/test/evaluate.test.ts',
    'npm test -- libs/domain/compliance',
    `npm run cli -- framework list    shows '${name}' beside the others`,
  ],
};
