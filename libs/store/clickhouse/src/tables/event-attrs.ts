import { encodeAttr, listAttrs, type AttrList, type JsonValue, type OcsfEvent } from '@watchfloor/ocsf';
import type { MapWriting } from '../row-binary/column.ts';
import { RowWriter } from '../row-binary/row-writer.ts';

/** Lists of the event being written: no event needs lists of its own. */
const scratch: AttrList = { paths: [], values: [] };
const NO_VALUES: Map<string, JsonValue> = new Map<string, JsonValue>();

/** The attributes of an event that its columns do not hold. Reads the event when it is written: it must not change before. */
export class EventAttrs implements MapWriting {
  private readonly event: OcsfEvent;
  private readonly skip: ReadonlySet<string>;
  private more = NO_VALUES;

  constructor(event: OcsfEvent, skip: ReadonlySet<string>) {
    this.event = event;
    this.skip = skip;
  }

  /** Keeps an attribute that is among those skipped. */
  keep(path: string, value: JsonValue): void {
    if (this.more === NO_VALUES) this.more = new Map<string, JsonValue>();
    this.more.set(path, value);
  }

  /** Text by path. */
  entries(): Record<string, string> {
    const out: Record<string, string> = {};
    this.visit((path, value) => { out[path] = encodeAttr(value); });
    return out;
  }

  writeMap(writer: RowWriter): void {
    const { paths, values } = scratch;
    listAttrs(this.event, this.skip, scratch);
    writer.varUint(paths.length + this.more.size);
    for (let at = 0; at < paths.length; at += 1) {
      const path = paths[at];
      if (path === undefined) continue;
      writer.raw((path.encoded ??= bytesOf(path.path)));
      writer.string(encodeAttr(values[at] ?? null));
    }
    for (const [path, value] of this.more) {
      writer.string(path);
      writer.string(encodeAttr(value));
    }
    paths.length = 0;
    values.length = 0;
  }

  private visit(take: (path: string, value: JsonValue) => void): void {
    const list: AttrList = { paths: [], values: [] };
    listAttrs(this.event, this.skip, list);
    list.paths.forEach(({ path }, at) => take(path, list.values[at] ?? null));
    for (const [path, value] of this.more) take(path, value);
  }
}

function bytesOf(path: string): Uint8Array {
  const writer = new RowWriter(256);
  writer.string(path);
  return Uint8Array.from(writer.bytes());
}
