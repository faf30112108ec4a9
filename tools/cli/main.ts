import { Command } from 'commander';
import { caseCommand } from './commands/case.ts';
import { demoCommand } from './commands/demo.ts';
import { evidenceCommand } from './commands/evidence.ts';
import { frameworkCommand } from './commands/framework.ts';
import { huntCommand } from './commands/hunt.ts';
import { parseCommand } from './commands/parse.ts';
import { rulesCommand } from './commands/rules.ts';
import { sendCommand } from './commands/send.ts';
import { reparseCommand } from './commands/reparse.ts';
import { sensorCommand } from './commands/sensor.ts';
import { slaCommand } from './commands/sla.ts';
import { tenantCommand } from './commands/tenant.ts';
import { verifyCommand } from './commands/verify.ts';

/** The command line. `parse`, `rules`, `sla`, `framework` and `verify` need no server; the rest speak GraphQL to a running one. */
const program = new Command('watchfloor')
  .description('Watchfloor on the command line')
  .showHelpAfterError()
  .addCommand(parseCommand())
  .addCommand(rulesCommand())
  .addCommand(slaCommand())
  .addCommand(frameworkCommand())
  .addCommand(verifyCommand())
  .addCommand(tenantCommand())
  .addCommand(sensorCommand())
  .addCommand(reparseCommand())
  .addCommand(sendCommand())
  .addCommand(huntCommand())
  .addCommand(caseCommand())
  .addCommand(evidenceCommand())
  .addCommand(demoCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
