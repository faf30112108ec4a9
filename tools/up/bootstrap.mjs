// The only file that runs on a bare machine: Node 20 or later, npm, and nothing installed. It installs the locked
// dependencies (with a progress bar), then hands over to the real command on the Node that those dependencies bring.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const COMMANDS = {
  start: 'tools/up/main.ts',
  test: 'tools/checks/main.ts',
  cli: 'tools/cli/main.ts',
  bench: 'tools/bench/main.ts',
  new: 'tools/new/main.ts',
  generate: 'tools/build/main.ts',
};
/** Packages of the lockfile that this platform installs. */
function lockedPackages() {
  const locked = Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages);
  return locked.filter(([path, p]) => path.includes('node_modules/') && !p.link && (!p.os || p.os.includes(process.platform)) && (!p.cpu || p.cpu.includes(process.arch)));
}

/** True when node_modules holds what the lockfile says; npm keeps its own record of what it installed there. */
function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return lockedPackages().every(([path, p]) => installed[path]?.version === p.version || (p.optional && !installed[path]));
}

function drawBar(done, total, startedAt) {
  const share = Math.min(1, done / total);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  if (!process.stderr.isTTY) {
    // Without a terminal: one plain line about every tenth of the way.
    const tenth = Math.floor(share * 10);
    if (tenth !== drawBar.last) process.stderr.write(`installing dependencies: ${tenth * 10}% (${seconds} s)\n`);
    drawBar.last = tenth;
    return;
  }
  const width = 32;
  const full = Math.round(share * width);
  process.stderr.write(`\r  installing dependencies [${'#'.repeat(full)}${'.'.repeat(width - full)}] ${Math.round(share * 100)}%  ${seconds} s `);
}

/** Runs `npm ci`, counting the packages that npm reports as fetched against those that the lockfile names. */
async function install() {
  const total = lockedPackages().length;
  const startedAt = Date.now();
  let fetched = 0;
  let tail = '';
  drawBar(0, total, startedAt);
  const child = spawn('npm', ['ci', '--loglevel=http', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  const read = (chunk) => {
    const text = String(chunk);
    fetched += (text.match(/http (fetch|cache) /g) ?? []).length;
    tail = (tail + text).slice(-4000);
    drawBar(Math.min(fetched, total - 1), total, startedAt);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const timer = setInterval(() => drawBar(Math.min(fetched, total - 1), total, startedAt), 1000);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
  if (code !== 0) {
    process.stderr.write(`\n${tail.split('\n').filter((line) => !line.startsWith('npm http')).join('\n')}\n`);
    process.stderr.write('npm ci failed (above is what it said). Check that the npm registry is reachable (`npm ping`) and run the command again.\n');
    process.exit(1);
  }
  drawBar(total, total, startedAt);
  process.stderr.write('\n');
}

/** Node that strips types without a flag (22.18 or later): the one that the dependencies bring, else the one at hand. */
function findNode() {
  const own = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  for (const candidate of [own, process.execPath]) {
    const out = spawnSync(candidate, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    const [major, minor] = (out.stdout ?? '').trim().split('.').map(Number);
    if (out.status === 0 && (major > 22 || (major === 22 && minor >= 18))) return candidate;
  }
  process.stderr.write('Watchfloor needs Node 22.18 or later to run, and none came with the dependencies on this platform. Install Node 24 and try again.\n');
  process.exit(1);
}

const [command = 'start', ...rest] = process.argv.slice(2);
if (!COMMANDS[command]) {
  process.stderr.write(`unknown command '${command}'; one of: ${Object.keys(COMMANDS).join(', ')}\n`);
  process.exit(2);
}
if (!isInstalled()) await install();
const node = findNode();
const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`, INIT_CWD: process.env.INIT_CWD ?? process.cwd() };
const child = spawn(node, ['--enable-source-maps', '--disable-warning=ExperimentalWarning', join(root, COMMANDS[command]), ...rest], { cwd: root, env, stdio: 'inherit' });
// A terminal sends Ctrl-C to the whole group; a supervisor may signal only this process. Either way the child decides when to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 128 + ({ SIGINT: 2, SIGTERM: 15, SIGKILL: 9, SIGHUP: 1 }[signal] ?? 0) : (code ?? 1)));
