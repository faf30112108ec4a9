import { Command } from 'commander';
import { openOutlet } from './outlet.ts';
import { attackNames, runAttack } from './run-attack.ts';

/** `node tools/simulator/attack.ts NAME --endpoints FILE --keys FILE`: plays one story and ends when the receivers have taken it. */
await new Command('attack')
  .argument('<name>', `the story: ${attackNames().join(', ')}`)
  .requiredOption('--endpoints <file>', 'endpoints.json of a running Watchfloor')
  .requiredOption('--keys <file>', 'JSON file with the sensor keys')
  .action(async (name: string, options: { endpoints: string; keys: string }) => {
    const outlet = openOutlet(options);
    await runAttack(name, outlet, (sentence) => process.stdout.write(`${sentence}\n`));
    await outlet.close(30_000);
    const report = Object.entries(outlet.report()).filter(([, totals]) => totals.sent + totals.dropped + totals.waiting > 0);
    for (const [sensor, totals] of report) process.stdout.write(`${sensor}: ${String(totals.sent)} lines taken${totals.lastError === undefined ? '' : `, last error: ${totals.lastError}`}\n`);
    if (report.some(([, totals]) => totals.waiting + totals.dropped > 0)) process.exitCode = 1;
  })
  .parseAsync();
