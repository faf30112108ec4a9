import { frameworks } from '@watchfloor/compliance';
import { Command } from 'commander';
import { printRows } from '../print.ts';

/** `framework list` and `framework ids ID`: what frameworks there are and the ids of their controls. */
export function frameworkCommand(): Command {
  const list = new Command('list').option('--json', 'print JSON').action((options: { json?: boolean }) => {
    printRows(frameworks.map((f) => ({ id: f.id, title: f.title, version: f.version, controls: f.controls.length, automated: f.controls.filter((c) => c.proof.kind === 'query').length })), options.json ?? false);
  });
  const ids = new Command('ids')
    .description('ids of the controls of a framework, one a line')
    .argument('<framework>')
    .option('--json', 'print JSON: id, title, group and how it is proven')
    .action((id: string, options: { json?: boolean }) => {
      const framework = frameworks.find((f) => f.id === id);
      if (!framework) throw new Error(`there is no framework '${id}'; one of: ${frameworks.map((f) => f.id).join(', ')}`);
      if (options.json) printRows(framework.controls.map((c) => ({ id: c.id, title: c.title, group: c.group, proof: c.proof.kind === 'query' ? c.proof.query.name : c.proof.reason })), true);
      else process.stdout.write(`${framework.controls.map((c) => c.id).join('\n')}\n`);
    });
  return new Command('framework').description('compliance frameworks').addCommand(list).addCommand(ids);
}
