import type { EngineAddresses, EngineName } from './engines.ts';

/** Where the run's engines are asked for. */
export interface Desk {
  readonly url: string;
  readonly token: string;
}

const NAMES: readonly string[] = ['postgres', 'clickhouse', 'temporal'] satisfies EngineName[];

/** True for the name of an engine. */
export function isEngineName(name: string): name is EngineName {
  return NAMES.includes(name);
}

/** Asks the run's desk for an engine, which is started if nobody asked before. Throws with the engine's own message. */
export async function askDesk<N extends EngineName>(desk: Desk, name: N): Promise<EngineAddresses[N]> {
  const answer = await fetch(`${desk.url}/${name}`, { headers: { authorization: desk.token } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return JSON.parse(text) as EngineAddresses[N];
}
