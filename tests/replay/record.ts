import { startVitest } from 'vitest/node';

// Plays on the real engines the stories that have no recorded history yet, and keeps their histories. What is recorded is
// what running cases look like: remove one only when no such case can be running any more. `node tests/replay/record.ts`
const vitest = await startVitest('test', [], { include: ['tests/replay/recorder.ts'], run: true, watch: false, testTimeout: 180_000 });
await vitest.close();
