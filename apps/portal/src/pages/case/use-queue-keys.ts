import { useEffect, useRef, type RefObject } from 'react';

export interface QueueKeys {
  readonly acknowledge: (caseId: string) => void;
  readonly help: () => void;
  readonly search: () => void;
}

/** True where a key belongs to what has the focus: a field, or anything in a dialog or menu. */
function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') !== null;
}

/**
 * Keys of the queue. j and k move the focus along the cases (so that Enter opens the one in focus, as on any link), a acknowledges it,
 * / goes to the search field, ? shows the help. Links of cases carry `data-case-id`.
 */
export function useQueueKeys(list: RefObject<HTMLElement | null>, keys: QueueKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const links = [...(list.current?.querySelectorAll<HTMLElement>('a[data-case-id]') ?? [])];
      const at = links.findIndex((link) => link === document.activeElement);
      const actions: Record<string, () => void> = {
        j: () => links[Math.min(at + 1, links.length - 1)]?.focus(),
        k: () => links[at < 0 ? links.length - 1 : Math.max(at - 1, 0)]?.focus(),
        a: () => {
          const id = links[at]?.dataset['caseId'];
          if (id !== undefined) latest.current.acknowledge(id);
        },
        '/': () => latest.current.search(),
        '?': () => latest.current.help(),
      };
      const action = actions[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [list]);
}
