import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { trackedFiles } from './tracked-files.ts';

/** A path in back-ticks or a relative link: with a slash, without spaces, placeholders or a scheme. */
const QUOTED = /`([A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.@-]+)+\/?)`/g;
const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;
const TOP = /^(apps|libs|prisma|infra|tools|tests|docs|\.ci)\//;

/** Every path that a Markdown document of the repository names must exist. Throws with each that does not. */
export async function checkDocuments(): Promise<void> {
  const problems: string[] = [];
  for (const file of trackedFiles().filter((f) => f.endsWith('.md') && existsSync(f))) {
    const text = readFileSync(file, 'utf8');
    for (const [, path = ''] of text.matchAll(QUOTED)) if (TOP.test(path) && !existsSync(path)) problems.push(`${file}: \`${path}\` does not exist`);
    for (const [, path = ''] of text.matchAll(LINK)) if (!existsSync(join(dirname(file), path))) problems.push(`${file}: link to ${path} leads nowhere`);
  }
  for (const required of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'LICENSE', 'SECURITY.md', 'CHANGELOG.md']) if (!existsSync(required)) problems.push(`${required} is missing`);
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
