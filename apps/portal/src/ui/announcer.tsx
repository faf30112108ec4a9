import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import styles from './announcer.module.css';

type Announce = (text: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** Says something to the person: shown for a few seconds and read aloud politely. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

/** Holds the one live region of the console. */
export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('');
  const timer = useRef<number | undefined>(undefined);
  const announce = useCallback<Announce>((said) => {
    window.clearTimeout(timer.current);
    setText(said);
    timer.current = window.setTimeout(() => setText(''), 6_000);
  }, []);
  const region = useMemo(
    () => (
      <div className={styles.region} role="status" aria-live="polite" data-shown={text !== ''}>
        {text}
      </div>
    ),
    [text],
  );
  return (
    <AnnounceContext value={announce}>
      {children}
      {region}
    </AnnounceContext>
  );
}
