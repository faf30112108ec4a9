import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { verifyPackage, type Verification } from '@watchfloor/vault';
import { userPath } from '../options.ts';

function lines(file: string, result: Verification, pinned: string | undefined): string[] {
  if (!result.sound) return [`NOT SOUND: ${file}`, ...result.faults.map((fault) => `  ${fault}`)];
  const m = result.manifest;
  return [
    `SOUND: ${file}`,
    `  ${m?.files.length} files of ${m?.tenant.name}, ${m?.framework.id}, ${m?.period.from} to ${m?.period.to}, snapshot ${m?.snapshot}`,
    `  previous package of this customer: ${m?.previousManifestSha256 ?? 'none, this is the first'}`,
    `  signed by key ${result.signer}`,
    pinned ? '  which is the key you named' : '  compare this key with the one your provider publishes, or name it with --key',
  ];
}

/** `verify FILE`: checks an evidence package with no network and no server; exit status 1 when it is not sound. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('check an evidence package; needs no network and no server')
    .argument('<file>')
    .option('--key <fingerprint>', 'fingerprint that the signing key must have')
    .option('--json', 'print JSON')
    .action(async (file: string, options: { key?: string; json?: boolean }) => {
      const checked = verifyPackage(await readFile(userPath(file)));
      const wrongKey = options.key !== undefined && checked.sound && checked.signer !== options.key;
      const result: Verification = wrongKey ? { ...checked, sound: false, faults: [`manifest.dsse.json: signed by key ${checked.signer}, not by ${options.key}`] } : checked;
      process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : `${lines(file, result, options.key).join('\n')}\n`);
      if (!result.sound) process.exitCode = 1;
    });
}
