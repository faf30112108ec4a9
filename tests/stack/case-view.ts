import type { Person } from './person.ts';

export interface CaseView {
  readonly caseId: string;
  readonly tenantId: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly severity: string;
  readonly techniques: readonly string[];
  readonly openedAt: string;
  readonly acknowledgedAt: string | null;
  readonly escalation: { readonly active: boolean; readonly nextAt: string | null };
  readonly clocks: readonly { readonly name: string; readonly state: string; readonly dueAt: string | null; readonly consumedSeconds: number }[];
  readonly ledger: { readonly edges: readonly { readonly node: { readonly seq: number; readonly type: string; readonly text: string; readonly data: Record<string, unknown> } }[] };
  readonly findings: { readonly edges: readonly { readonly node: { readonly findingId: string; readonly detectionId: string; readonly reason: string; readonly techniques: readonly string[] } }[] };
}

const FIELDS = `caseId tenantId number title status severity techniques openedAt acknowledgedAt escalation { active nextAt }
  clocks { name state dueAt consumedSeconds }
  ledger(first: 200) { edges { node { seq type text data } } }
  findings(first: 50) { edges { node { findingId detectionId reason techniques } } }`;

/** Cases that the person sees, newest opened first. */
export async function casesOf(who: Person): Promise<CaseView[]> {
  const { cases } = await who.data<{ cases: { edges: { node: CaseView }[] } }>(`{ cases(first: 20) { edges { node { ${FIELDS} } } } }`);
  return cases.edges.map((edge) => edge.node).sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
}

/** Runs one case mutation and returns the case after it. */
export async function act(who: Person, mutation: string, inputType: string, input: Record<string, unknown>): Promise<CaseView> {
  const answer = await who.data<Record<string, { case: CaseView }>>(`mutation Act($input: ${inputType}!) { ${mutation}(input: $input) { case { ${FIELDS} } } }`, { input });
  const found = answer[mutation]?.case;
  if (!found) throw new Error(`${mutation} answered no case`);
  return found;
}
