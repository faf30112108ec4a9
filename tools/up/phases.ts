import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Times the phases of a start and shows what is going on: one line per phase, with a bar while an amount is known. */
export class Phases {
  private readonly seconds: Record<string, number> = {};
  private lineOpen = false;

  /** Runs one phase; its duration is kept under its name. Phases may overlap. */
  async time<T>(name: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.seconds[name] = Math.round((performance.now() - startedAt) / 10) / 100;
      this.say(`  ${name.padEnd(22)} ${this.seconds[name]?.toFixed(1)} s`);
    }
  }

  /** Reports progress within a phase; `fraction` is 0…1 where the amount of work is known. */
  progress(message: string, fraction?: number): void {
    if (!process.stderr.isTTY) return;
    const width = 24;
    const bar = fraction === undefined ? '' : ` [${'#'.repeat(Math.round(fraction * width)).padEnd(width, '.')}] ${Math.round(fraction * 100)}%`;
    process.stderr.write(`\r\u001b[K  ${message}${bar}`);
    this.lineOpen = true;
  }

  say(line: string): void {
    if (this.lineOpen) process.stderr.write('\r\u001b[K');
    this.lineOpen = false;
    process.stdout.write(`${line}\n`);
  }

  /** Writes `startup.json`, which the startup benchmark reads. */
  save(dataDir: string, totalSeconds: number): void {
    writeFileSync(join(dataDir, 'startup.json'), `${JSON.stringify({ totalSeconds, phases: this.seconds }, null, 2)}\n`);
  }
}
