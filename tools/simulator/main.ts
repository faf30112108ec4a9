import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { openOutlet, type Outlet } from './outlet.ts';
import { attackNames, runAttack } from './run-attack.ts';
import { simulate } from './traffic.ts';

interface Options {
  readonly endpoints: string;
  readonly keys: string;
  readonly rate: string;
  readonly seed: string;
  readonly attack: string;
  readonly attackAfter?: string;
  readonly journal?: string;
}

const REPORT_MS = 60_000;
/** Milliseconds that the traffic may lag behind the clock (a machine that slept) before it starts anew from now. */
const BEHIND_MS = 30_000;

/** Sends normal traffic in real time until the signal; a machine that slept does not send what it missed. */
async function live(outlet: Outlet, options: Options, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    for (const tick of simulate({ seed: options.seed, now: Date.now(), rate: Number(options.rate) })) {
      await sleep(Math.max(0, tick.untilMs - Date.now()), undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted || Date.now() - tick.untilMs > BEHIND_MS) break;
      outlet.send(tick.lines);
    }
  }
}

async function run(options: Options): Promise<void> {
  if (!(Number(options.rate) > 0)) throw new RangeError('--rate must be a number above 0');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const say = (text: string): void => void process.stdout.write(`${new Date().toISOString()} ${text}\n`);
  const outlet = openOutlet(options);
  const report = setInterval(() => say(JSON.stringify(outlet.report())), REPORT_MS);
  const attack = options.attackAfter === undefined ? undefined : setTimeout(() => {
    runAttack(options.attack, outlet, say).catch((error: unknown) => say(`the attack story failed: ${String(error)}`));
  }, Number(options.attackAfter) * 1000);
  say(`simulating, rate ${options.rate}`);
  await live(outlet, options, stop.signal);
  clearInterval(report);
  clearTimeout(attack);
  await outlet.close(3_000);
  say(JSON.stringify(outlet.report()));
  process.exit(0);
}

/** `node tools/simulator/main.ts --endpoints FILE --keys FILE [--attack-after SECONDS] [--rate X]`: both demo customers' traffic until SIGINT or SIGTERM. */
await new Command('simulator')
  .requiredOption('--endpoints <file>', 'endpoints.json of a running Watchfloor')
  .requiredOption('--keys <file>', 'JSON file with the sensor keys')
  .option('--rate <factor>', '2 makes everybody twice as busy', '1')
  .option('--seed <text>', 'the same seed gives the same plant', 'demo')
  .option('--attack <name>', `the story: ${attackNames().join(', ')}`, 'rogue-engineering-laptop')
  .option('--attack-after <seconds>', 'play the story once, this long after the start')
  .option('--journal <file>', 'append one JSON line for each acknowledged HTTP batch')
  .action((options: Options) => run(options))
  .parseAsync();
