/** One kind of plug-in that `npm run new` can start. */
export interface Template {
  readonly kind: string;
  /** What a name of this kind looks like, for the message that refuses another. */
  readonly naming: string;
  readonly name: RegExp;
  /** Folder of the kind, from the repository's root; the plug-in's folder is made in it. */
  readonly folder: string;
  /** The files of a new plug-in, by path inside its folder. They pass the kind's shared tests as they are. */
  files(name: string): Readonly<Record<string, string>>;
  /** What the author does next, one line each. */
  next(name: string): readonly string[];
}

/** A sample of one JSON object per line. */
export function jsonLines(...records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
