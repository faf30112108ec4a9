import { join } from 'node:path';
import { Command } from 'commander';
import { openOutlet } from '../../simulator/outlet.ts';
import { attackNames, runAttack } from '../../simulator/run-attack.ts';
import { userPath } from '../options.ts';

/** `demo attack NAME`: plays an attack story against the running demo, through the real receivers. */
export function demoCommand(): Command {
  const attack = new Command('attack')
    .description('play an attack story against the running demo')
    .argument('[name]', `one of: ${attackNames().join(', ')}`, 'rogue-engineering-laptop')
    .option('--data-dir <dir>', 'data folder of the running Watchfloor', '.watchfloor')
    .action(async (name: string, options: { dataDir: string }) => {
      const dir = userPath(options.dataDir);
      const outlet = openOutlet({ endpoints: join(dir, 'endpoints.json'), keys: join(dir, 'sensor-keys.json') });
      await runAttack(name, outlet, (sentence) => process.stdout.write(`${sentence}\n`));
      await outlet.close(10_000);
      process.stdout.write(`${JSON.stringify(outlet.report())}\n`);
      process.exit(0);
    });
  return new Command('demo').description('the running demo').addCommand(attack);
}
