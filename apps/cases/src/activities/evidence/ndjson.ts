/** Most bytes that one file of a package may have: packages are built in memory. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** Thrown when a period holds more than one package can; the requester chooses a shorter one. */
export class PackageTooLarge extends Error {}

/** Collects one JSON document a line. */
export class NdjsonFile {
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  add(document: unknown): void {
    const line = Buffer.from(`${JSON.stringify(document)}\n`, 'utf8');
    this.size += line.length;
    if (this.size > MAX_FILE_BYTES) throw new PackageTooLarge(`${this.name} would exceed ${MAX_FILE_BYTES / 1024 / 1024} MiB: choose a shorter period`);
    this.chunks.push(line);
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.chunks);
  }
}

/** A JSON document as people read it, ending in a line feed. */
export function jsonFile(document: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(document, null, 2)}\n`, 'utf8');
}
