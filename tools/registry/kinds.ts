/** A kind of plug-in that lives one to a folder and is listed by a generated registry. */
export interface PluginKind {
  readonly kind: string;
  /** Folder that holds one folder per plug-in. */
  readonly folder: string;
  /** Module of each plug-in, the name it exports there, and the type it has. */
  readonly module: string;
  readonly exported: string;
  readonly type: string;
  /** Module of the type, relative to the registry. */
  readonly typeModule: string;
  /** Name of the list that the registry exports. */
  readonly list: string;
  /** True where the plug-in does not name itself: the registry adds the folder's name as its `id`. */
  readonly idFromFolder?: boolean;
}

export const PLUGIN_KINDS: readonly PluginKind[] = [
  { kind: 'parser', folder: 'libs/domain/parsers/src', module: 'parser.ts', exported: 'parser', type: 'RegisteredParser', typeModule: './contract.ts', list: 'parsers', idFromFolder: true },
  { kind: 'detection', folder: 'libs/domain/detections/src', module: 'detection.ts', exported: 'detection', type: 'Detection', typeModule: './detection.ts', list: 'detections' },
  { kind: 'framework', folder: 'libs/domain/compliance/src/frameworks', module: 'framework.ts', exported: 'framework', type: 'Framework', typeModule: '../framework.ts', list: 'frameworks' },
  { kind: 'channel', folder: 'libs/store/channels/src', module: 'channel.ts', exported: 'channel', type: 'Channel', typeModule: './channel.ts', list: 'channels' },
];
