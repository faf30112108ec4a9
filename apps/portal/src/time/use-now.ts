import { useSyncExternalStore } from 'react';
import { serverClock } from './server-clock.ts';

const listeners = new Set<() => void>();
let timer: number | undefined;
let second = currentSecond();

function currentSecond(): number {
  return Math.floor(serverClock.now() / 1_000) * 1_000;
}

function tick(): void {
  const next = currentSecond();
  if (next === second) return;
  second = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(tick, 250);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** The server's time in whole seconds (as ms); components that use it render once a second, all at the same moment. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => second);
}
