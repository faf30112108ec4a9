/** What the test uses of a transport that has no types of its own. */
declare module 'winston-splunk-httplogger' {
  import type { transport } from 'winston';

  export interface SplunkSettings { readonly token: string; readonly host: string; readonly port: number; readonly protocol: string; readonly path: string }
  const SplunkStreamEvent: new (options: { readonly splunk: SplunkSettings }) => transport;
  export default SplunkStreamEvent;
}
