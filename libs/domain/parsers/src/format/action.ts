/** OCSF action_id of a control's own word: 1 allowed, 2 denied, 3 observed, 4 modified, 99 any other. */
export function actionIdOf(action: string): number {
  const word = action.toLowerCase();
  if (/not[ -]blocked|^(?:allow|accept|pass|permit|permitted|built|ok\b|client-rst|server-rst|close|start|timeout|ip-conn|dns|accepted|allowed|passthrough|exempt|bypass|continue)/.test(word)) return 1;
  if (/block|^(?:den|drop|reject|reset|refuse|prevent|discard|quarantine|sinkhole|kill)/.test(word)) return 2;
  if (/^(?:alert|detect|monitor|log|observe|ids:|notice)/.test(word)) return 3;
  return /^(?:transform|modif|clean|encrypt|delete)/.test(word) ? 4 : 99;
}
