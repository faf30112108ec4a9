import { covers, Refused, type TenantScope } from '@watchfloor/core';
import { RowWriter } from './row-binary/row-writer.ts';

interface TenantRow {
  readonly tenantId: string;
}

/** Rows of one table, already encoded. The only thing that can be inserted: rows get in through a scope, or not at all. */
export class RowBatch<Row extends TenantRow> {
  readonly table: { readonly name: string; readonly insertSql: string; encode(writer: RowWriter, row: Row): void };
  private readonly writer: RowWriter;
  private count = 0;

  constructor(table: { readonly name: string; readonly insertSql: string; encode(writer: RowWriter, row: Row): void }, initialBytes?: number) {
    this.table = table;
    this.writer = new RowWriter(initialBytes);
  }

  get rows(): number {
    return this.count;
  }

  get size(): number {
    return this.writer.size;
  }

  /**
   * Adds a row. Throws Refused NOT_FOUND when its tenant is outside the scope, RangeError when a value does not fit its
   * column; in both cases nothing of the row stays in the batch.
   */
  add(scope: TenantScope, row: Row): void {
    if (!covers(scope, row.tenantId)) throw new Refused('NOT_FOUND', 'no such customer');
    const before = this.writer.size;
    try {
      this.table.encode(this.writer, row);
    } catch (error) {
      this.writer.truncate(before);
      throw error;
    }
    this.count += 1;
  }

  /** The rows in RowBinary; valid until the next `add`. */
  bytes(): Buffer {
    return this.writer.bytes();
  }
}

