import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { detections, sigmaFiles } from '@watchfloor/detections';
import type { OcsfEvent } from '@watchfloor/ocsf';
import { createRuleSet, flattenRecord, loadSigmaRules, ocsfFields, parseSigmaRules, readJsonValues, recordFields, type LogRecord, type RefusedRule } from '@watchfloor/sigma';
import { Command } from 'commander';
import { userPath } from '../options.ts';
import { printRows } from '../print.ts';

/** `rules match`: Sigma rules over a file of events, with no server running. `rules list`: what is shipped. */
export function rulesCommand(): Command {
  const match = new Command('match')
    .description('match Sigma rules against events: one JSON line per match on stdout, one per refused rule on stderr')
    .requiredOption('--rules <path>', 'a .yml file, or a folder that is searched for them')
    .requiredOption('--events <file>', 'our OCSF events or raw records as JSON: lines, an array, or one after another')
    .option('--explain', 'add the fields that made each match')
    .action((options: { rules: string; events: string; explain?: boolean }) => {
      const matched = matchFile(userPath(options.rules), readFileSync(userPath(options.events), 'utf8'), (line) => process.stdout.write(`${line}\n`), options.explain ?? false);
      for (const refused of matched.refused) process.stderr.write(`${JSON.stringify({ refused })}\n`);
      if (matched.rules === 0) throw new Error(`no rule in ${options.rules} could be used`);
    });
  const list = new Command('list')
    .description('detections and Sigma rules that Watchfloor ships')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => {
      const own = detections.map((d) => ({ id: d.id, kind: d.kind, title: d.title }));
      const sigma = sigmaFiles.flatMap((file) => parseSigmaRules(file.text, file.name).rules.map((rule) => ({ id: rule.id, kind: 'sigma', title: rule.title })));
      printRows([...own, ...sigma], options.json ?? false);
    });
  return new Command('rules').description('detection rules').addCommand(match).addCommand(list);
}

/** An event that carries our class and metadata is read as OCSF, anything else by the names it has. */
function matchFile(path: string, events: string, print: (line: string) => void, explain: boolean): { rules: number; refused: readonly RefusedRule[] } {
  const files = ruleFiles(path);
  const records = loadSigmaRules(files, recordFields);
  const ocsf = loadSigmaRules(files, ocsfFields);
  const onError = (rule: string, error: unknown): void => void process.stderr.write(`${JSON.stringify({ failed: { rule, reason: String(error) } })}\n`);
  const recordRules = createRuleSet(records.compiled, recordFields, { onError });
  const ocsfRules = createRuleSet(ocsf.compiled, ocsfFields, { onError });
  let index = -1;
  for (const event of readJsonValues(events)) {
    index++;
    if (typeof event !== 'object' || event === null) continue;
    const found = isOcsf(event) ? ocsfRules.match(event) : recordRules.match(flattenRecord(event as LogRecord));
    for (const { rule, matched } of found) print(JSON.stringify({ event: index, rule: rule.id, ...(explain ? { title: rule.title, matched } : {}) }));
  }
  return { rules: records.compiled.length, refused: records.refused };
}

function isOcsf(event: object): event is OcsfEvent {
  return 'class_uid' in event && typeof event.class_uid === 'number' && 'metadata' in event && typeof event.metadata === 'object' && event.metadata !== null && 'product' in event.metadata;
}

function ruleFiles(path: string): { name: string; text: string }[] {
  if (!statSync(path).isDirectory()) return [{ name: path, text: readFileSync(path, 'utf8') }];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ name: relative(path, file), text: readFileSync(file, 'utf8') }));
}
