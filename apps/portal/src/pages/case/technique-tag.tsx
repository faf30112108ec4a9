import { TECHNIQUE_NAMES } from './technique-names.ts';

/** An ATT&CK technique: id and name, linked to its page. A sub-technique (T1234.001) without a name of ours shows its parent's. */
export function TechniqueTag({ id }: { readonly id: string }) {
  const [parent = id, part] = id.split('.');
  const name = TECHNIQUE_NAMES[id] ?? TECHNIQUE_NAMES[parent];
  return (
    <a className="wf-tag" href={`https://attack.mitre.org/techniques/${parent}${part === undefined ? '' : `/${part}`}/`} target="_blank" rel="noreferrer">
      <span className="wf-mono">{id}</span>
      {name ?? 'ATT&CK technique'}
    </a>
  );
}
