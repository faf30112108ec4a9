/** The names that a format gives to the same columns, the most usual first. */
export interface Dialect {
  readonly header: 'cef' | 'leef';
  readonly src: Side;
  readonly dst: Side;
  readonly protocol: string;
  readonly application: readonly string[];
  readonly bytesIn: string;
  readonly bytesOut: string;
  readonly category: string;
  readonly severity: string | undefined;
  readonly description: string;
  readonly action: string;
  readonly count: string;
  readonly uid: readonly string[];
  readonly url: string;
  readonly file: { readonly name: string; readonly path: string };
  readonly device: { readonly ip: string; readonly host: string };
}

export interface Side {
  readonly ip: readonly string[];
  readonly port: string;
  readonly mac: string;
  readonly host: string;
  readonly user: string;
}

export const CEF_DIALECT: Dialect = {
  header: 'cef',
  src: { ip: ['src', 'c6a2'], port: 'spt', mac: 'smac', host: 'shost', user: 'suser' },
  dst: { ip: ['dst', 'c6a3'], port: 'dpt', mac: 'dmac', host: 'dhost', user: 'duser' },
  protocol: 'proto', application: ['app'], bytesIn: 'in', bytesOut: 'out', category: 'cat', severity: undefined, description: 'msg',
  action: 'act', count: 'cnt', uid: ['externalId', 'eventId'], url: 'request', file: { name: 'fname', path: 'filePath' }, device: { ip: 'dvc', host: 'dvchost' },
};

export const LEEF_DIALECT: Dialect = {
  header: 'leef',
  src: { ip: ['src'], port: 'srcPort', mac: 'srcMAC', host: 'srcHostName', user: 'usrName' },
  dst: { ip: ['dst'], port: 'dstPort', mac: 'dstMAC', host: 'dstHostName', user: 'dstUsrName' },
  protocol: 'proto', application: ['app', 'Application'], bytesIn: 'dstBytes', bytesOut: 'srcBytes', category: 'cat', severity: 'sev', description: 'msg',
  action: 'action', count: 'totalPackets', uid: ['externalId'], url: 'url', file: { name: 'fname', path: 'filePath' }, device: { ip: 'devIP', host: 'devHostName' },
};
