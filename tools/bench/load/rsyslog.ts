import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, spawnLeashed, tailOf } from '@watchfloor/infra-local';
import { cpuSecondsOf, memoryOf } from './cpu-clock.ts';
import { debianPackages } from './debian-package.ts';
import { sendTcp } from './tcp-load.ts';

export interface PeerCost {
  readonly cpuSeconds: number;
  readonly peakMib: number;
  readonly eventsPerSecond: number;
}

const LIBRARIES = 'usr/lib/x86_64-linux-gnu';

function linesIn(file: string): number {
  try {
    if (statSync(file).size === 0) return 0;
  } catch {
    return 0;
  }
  let lines = 0;
  const bytes = readFileSync(file);
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/**
 * rsyslog 8 as Debian packages it, on one TCP port (imptcp), parsing each line as JSON (mmjsonparse) and writing what it parsed to a
 * file in memory. Throws where it cannot be had or does not write every line.
 */
export async function measureRsyslog(lines: readonly string[], events: number, abort: AbortSignal): Promise<PeerCost> {
  const root = await debianPackages('rsyslog', ['rsyslog', 'libestr0', 'libfastjson4', 'liblognorm5']);
  const folder = mkdtempSync('/dev/shm/watchfloor-rsyslog-');
  const port = await freePort();
  const [out, conf] = [join(folder, 'out.json'), join(folder, 'rsyslog.conf')];
  writeFileSync(conf, [
    `global(workDirectory="${folder}" maxMessageSize="64k")`, 'module(load="imptcp")', 'module(load="mmjsonparse")', 'template(name="all" type="list") { property(name="$!all-json") constant(value="\\n") }',
    'ruleset(name="bench" queue.type="FixedArray" queue.size="50000" queue.dequeueBatchSize="1024" queue.workerThreads="1" queue.timeoutEnqueue="60000") {', ' action(type="mmjsonparse" cookie="")', ` action(type="omfile" file="${out}" template="all" ioBufferSize="256k" flushOnTXEnd="off" flushInterval="1" asyncWriting="on")`, '}',
    `input(type="imptcp" port="${port}" address="127.0.0.1" ruleset="bench")`, '',
  ].join('\n'));
  const peer = await spawnLeashed(join(root, 'usr/sbin/rsyslogd'), ['-n', '-f', conf, '-i', join(folder, 'pid'), '-M', join(root, LIBRARIES, 'rsyslog')], { env: { PATH: process.env['PATH'], LD_LIBRARY_PATH: join(root, LIBRARIES) } });
  const tail = tailOf([peer.stdout, peer.stderr]);
  try {
    await sleep(1500);
    const frames = lines.map((line) => `<134>1 2026-11-22T16:00:00Z sensor zeek - - - ${line}\n`);
    const cpu = cpuSecondsOf(peer.pid);
    const begin = performance.now();
    await sendTcp(port, frames, events, abort);
    for (const end = Date.now() + 120_000; linesIn(out) < events; ) {
      if (Date.now() > end) throw new Error(`rsyslog wrote ${linesIn(out)} of ${events} lines: ${tail()}`);
      await sleep(250, undefined, { signal: abort });
    }
    return { cpuSeconds: cpuSecondsOf(peer.pid) - cpu, peakMib: memoryOf(peer.pid).peakMib, eventsPerSecond: events / ((performance.now() - begin) / 1000) };
  } finally {
    await peer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
