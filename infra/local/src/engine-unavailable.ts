/** An engine that cannot be had or does not start: which one, what was tried, and what to set to use one's own. */
export class EngineUnavailable extends Error {
  readonly engine: string;
  readonly tried: readonly string[];
  readonly useOwn: string;

  /** `tried` lists each attempt with its outcome; `useOwn` says which variable to set to what. */
  constructor(engine: string, tried: readonly string[], useOwn: string, cause?: unknown) {
    super(`${engine} is not available.\n${tried.map((step) => `  tried: ${step}`).join('\n')}\n  to use your own: ${useOwn}`, { cause });
    this.name = 'EngineUnavailable';
    this.engine = engine;
    this.tried = tried;
    this.useOwn = useOwn;
  }
}
