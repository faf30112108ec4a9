import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, spawnLeashed, tailOf, waitUntil } from '@watchfloor/infra-local';

export async function startTemporalServer(): Promise<{ address: string; stop(): Promise<void> }> {
  const bin = join(homedir(), '.cache/watchfloor/temporal/1.9.1/temporal');
  const dir = mkdtempSync(join(tmpdir(), 'wf-temporal-'));
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const attrs = ['TenantId=Keyword', 'CaseSeverity=Keyword', 'CaseStatus=Keyword', 'SlaState=Keyword', 'NextSlaDueAt=Datetime'];
  const config = ['frontend.WorkflowTimeSkippingEnabled=true', 'history.timerProcessorMaxTimeShift="20ms"', 'matching.enableFairness=true', 'matching.useNewMatcher=true'];
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--headless', '--namespace', 'watchfloor', '--db-filename', join(dir, 't.db'), '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL', '--log-level', 'error'];
  const engine = await spawnLeashed(bin, [...args, ...attrs.flatMap((a) => ['--search-attribute', a]), ...config.flatMap((c) => ['--dynamic-config-value', c])]);
  await waitUntil(
    engine,
    async () => {
      try {
        execFileSync(bin, ['operator', 'search-attribute', 'list', '--address', address, '--namespace', 'watchfloor'], { stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    },
    tailOf([engine.stdout, engine.stderr]),
    60_000,
  );
  return {
    address,
    async stop() {
      await engine.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
