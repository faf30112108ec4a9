import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import styles from './events.module.css';
import { completeField, problemPosition, suggestFields } from './query-text.ts';

/** The query's field: `/` goes to it, fields are suggested as they are typed, and a problem points at its place. */
export function QueryBox({ initial, problem }: { readonly initial: string; readonly problem: string | undefined }) {
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState(initial);
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const busy = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') !== null;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || busy) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const suggestions = typing ? suggestFields(query) : [];
  const take = (field: string): void => {
    setQuery(completeField(query, field));
    input.current?.focus();
  };
  const at = problem === undefined ? undefined : problemPosition(problem);
  return (
    <div className={styles.query}>
      <TextInput
        ref={input}
        size="xs"
        label="Query"
        name="query"
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setTyping(true);
        }}
        placeholder='src_ip:10.0.0.0/8 AND NOT dst_port:502 "a phrase"   (press / to come here)'
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'wf-mono' }}
        error={problem}
      />
      {at !== undefined && (
        <pre className={styles.caret} aria-hidden="true">
          {`${initial}\n${' '.repeat(Math.min(at, initial.length))}^`}
        </pre>
      )}
      {suggestions.length > 0 && (
        <div className={styles.suggestions} role="group" aria-label="Fields">
          {suggestions.map((field) => (
            <button key={field} type="button" onClick={() => take(field)}>
              {field}:
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
