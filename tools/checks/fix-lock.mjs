// npm 11 leaves optional packages of other platforms out of package-lock.json when the registry at hand does not serve
// them, and `npm ci` then refuses the lock ("Missing: X from lock file", npm/cli#9846). This adds them as npm would:
// exact version, os, cpu, libc, optional. Run it after every change of dependencies (`npm run lock` does).
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const OS = { darwin: 'darwin', linux: 'linux', win32: 'win32', windows: 'win32', freebsd: 'freebsd', netbsd: 'netbsd', openbsd: 'openbsd', android: 'android', openharmony: 'openharmony', sunos: 'sunos', aix: 'aix' };
const CPU = { arm64: 'arm64', x64: 'x64', arm: 'arm', ia32: 'ia32', ppc64: 'ppc64', riscv64: 'riscv64', s390x: 's390x', loong64: 'loong64', mips64el: 'mips64el', wasm32: 'wasm32' };
const isLocked = (path, range) => lock.packages[path] && (lock.packages[path].version === range || !/^\d/.test(range));

const added = [];
const leftOut = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const inside = `${path}/node_modules/${name}`;
    const beside = `${path.slice(0, path.lastIndexOf('node_modules/'))}node_modules/${name}`;
    if ([inside, beside, `node_modules/${name}`].some((p) => isLocked(p, range))) continue;
    const words = name.split(/[-/]/);
    const os = words.map((w) => OS[w]).find(Boolean);
    const cpu = words.map((w) => CPU[w]).find(Boolean);
    if (!/^\d+\.\d+\.\d+/.test(range) || (!os && cpu !== 'wasm32')) {
      leftOut.push(`${name}@${range} (${path})`);
      continue;
    }
    const libc = os !== 'linux' ? undefined : words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined;
    lock.packages[lock.packages[beside] ? inside : beside] = {
      version: range,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
      ...(libc ? { libc } : {}),
    };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`added ${added.length} optional packages to ${file}${leftOut.length ? `; left out: ${leftOut.join(', ')}` : ''}`);
