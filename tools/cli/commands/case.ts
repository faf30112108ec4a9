import { Command } from 'commander';
import { withServerOptions, type ServerOptions } from '../options.ts';
import { printRows } from '../print.ts';
import { openSession } from '../session.ts';

const LIST = `query Cases($filter: CaseFilter) { cases(filter: $filter, first: 50) { edges { node { tenantName number title severity status slaState nextDueAt assignee tenantId caseId } } } }`;
const ACKNOWLEDGE = `mutation Acknowledge($input: AcknowledgeCaseInput!) { acknowledgeCase(input: $input) { case { number title status acknowledgedAt assignee } } }`;

/** `case list` and `case acknowledge`: the queue, most urgent first. */
export function caseCommand(): Command {
  const list = withServerOptions(new Command('list').description('the queue, most urgent first').option('--tenant <id>', 'only this customer'), 'analyst').action(
    async (options: ServerOptions & { tenant?: string }) => {
      const session = await openSession(options.dataDir, options.as);
      const { cases } = (await session.graphql(LIST, { filter: options.tenant ? { tenantId: options.tenant } : {} })) as { cases: { edges: { node: Record<string, unknown> }[] } };
      printRows(cases.edges.map((edge) => edge.node), options.json ?? false);
    },
  );
  const acknowledge = withServerOptions(new Command('acknowledge').description('acknowledge a case: escalation stops'), 'analyst')
    .requiredOption('--tenant <id>', 'customer')
    .requiredOption('--case <id>', 'case')
    .action(async (options: ServerOptions & { tenant: string; case: string }) => {
      const session = await openSession(options.dataDir, options.as);
      const { acknowledgeCase } = (await session.graphql(ACKNOWLEDGE, { input: { tenantId: options.tenant, caseId: options.case } })) as { acknowledgeCase: { case: Record<string, unknown> } };
      printRows([acknowledgeCase.case], options.json ?? false);
    });
  return new Command('case').description('cases').addCommand(list).addCommand(acknowledge);
}
