import { readFile } from 'node:fs/promises';
import { computeClocks, instantOf, readLedgerFile } from '@watchfloor/cases/compile';
import { parseSlaContract } from '@watchfloor/cases/contract';
import { Command } from 'commander';
import { userPath } from '../options.ts';

interface SlaOptions {
  readonly contract: string;
  readonly ledger: string;
  readonly now?: string;
}

async function readContract(file: string): Promise<unknown> {
  const text = await readFile(userPath(file), 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `sla`: each clock's due, consumed and state, from nothing but a contract and a ledger (formats: libs/domain/cases/README.md). */
export function slaCommand(): Command {
  return new Command('sla')
    .description("compute a case's SLA clocks from its contract and its ledger; needs no server")
    .requiredOption('--contract <file>', 'contract, JSON')
    .requiredOption('--ledger <file>', 'ledger, JSON array or NDJSON of {type, at, …}')
    .option('--now <instant>', 'as of this instant, ISO 8601 with an offset; default: now')
    .option('--json', 'print JSON (it always does)')
    .action(async (options: SlaOptions) => {
      const now = options.now === undefined ? Date.now() : instantOf(options.now, '--now');
      const contract = parseSlaContract(await readContract(options.contract));
      const clocks = computeClocks(contract, readLedgerFile(await readFile(userPath(options.ledger), 'utf8')), now);
      process.stdout.write(`${JSON.stringify({ now: new Date(now).toISOString(), clocks }, null, 2)}\n`);
    });
}
