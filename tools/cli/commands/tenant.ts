import { Command } from 'commander';
import { withServerOptions, type ServerOptions } from '../options.ts';
import { printRows } from '../print.ts';
import { openSession } from '../session.ts';

/** `tenant list`: the customers that the login may see. */
export function tenantCommand(): Command {
  const list = withServerOptions(new Command('list').description('customers that this login may see')).action(async (options: ServerOptions) => {
    const session = await openSession(options.dataDir, options.as);
    const { tenants } = await session.graphql('{ tenants { tenantId slug name sector } }');
    printRows(tenants as Record<string, unknown>[], options.json ?? false);
  });
  return new Command('tenant').description('customers').addCommand(list);
}
