/** Which receivers of the HTTP port are switched on. */
export class HttpSwitches {
  readonly lines: boolean;
  readonly hec: boolean;
  readonly elastic: boolean;
  readonly otlp: boolean;

  constructor(on: { readonly lines: boolean; readonly hec: boolean; readonly elastic: boolean; readonly otlp: boolean }) {
    this.lines = on.lines;
    this.hec = on.hec;
    this.elastic = on.elastic;
    this.otlp = on.otlp;
  }
}
