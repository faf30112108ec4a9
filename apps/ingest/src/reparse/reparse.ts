import { insertRows, listUnparsed, REPARSED, type ReparsedRow } from '@watchfloor/clickhouse';
import { Refused } from '@watchfloor/core';
import { openSource } from '@watchfloor/parsers';
import { lineOf } from '../lines/split-body.ts';
import { MAX_LINE_BYTES, type Line } from '../lines/line.ts';
import type { Pipeline, ProcessedBatch } from '../pipeline.ts';
import { keptRecord } from '../receivers/kept-record.ts';
import { syslogLine } from '../receivers/syslog-lines.ts';
import type { SensorDirectory, SensorIdentity } from '../sensor-directory.ts';
import type { Writer } from '../writer.ts';

type Client = Parameters<typeof listUnparsed>[0];
type UnparsedLine = Awaited<ReturnType<typeof listUnparsed>>[number];

export interface ReparseOrder {
  readonly tenantId: string;
  readonly sensorId?: string | undefined;
  /** Exactly this reason. */
  readonly reason?: string | undefined;
  /** Milliseconds; lines received before are left alone. */
  readonly sinceMs: number;
}

export interface ReparseReport {
  readonly looked: number;
  readonly parsed: number;
}

const PAGE = 500;
const WRITE_MS = 60_000;
const FRAME = /^<\d{1,3}>/;

/**
 * Parses lines again that no parser understood, with today's parsers. One that parses now becomes an event with the time at which it was
 * received and an id made of the line's; then it is marked, and leaves the list of open lines. A crash in between repeats the same ids.
 */
export class Reparse {
  private readonly client: Client;
  private readonly sensors: SensorDirectory;
  private readonly pipeline: Pipeline;
  private readonly writer: Writer;

  constructor(client: Client, sensors: SensorDirectory, pipeline: Pipeline, writer: Writer) {
    this.client = client;
    this.sensors = sensors;
    this.pipeline = pipeline;
    this.writer = writer;
  }

  /** Resolves when every open line of the order was looked at. Throws Refused NOT_FOUND for a tenant without such a sensor. */
  async run(order: ReparseOrder, scope: Parameters<typeof listUnparsed>[1], nowMs: number): Promise<ReparseReport> {
    if (order.sensorId !== undefined && !(await this.sensors.byId(order.tenantId, order.sensorId))) throw new Refused('NOT_FOUND', 'no such sensor');
    let looked = 0;
    let parsed = 0;
    for (let after: { beforeMs: number; beforeId: string } | undefined; ; ) {
      const page = await listUnparsed(this.client, scope, {
        fromMs: order.sinceMs, toMs: nowMs, onlyOpen: true, limit: PAGE,
        ...(order.sensorId === undefined ? {} : { sensorId: order.sensorId }), ...(order.reason === undefined ? {} : { reason: order.reason }), ...after,
      });
      for (const lines of Map.groupBy(page, (line) => line.sensorId).values()) parsed += await this.storeOfSensor(order.tenantId, lines, scope, nowMs);
      looked += page.length;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return { looked, parsed };
      after = { beforeMs: last.ingestedAtMs, beforeId: last.lineId };
    }
  }

  private async storeOfSensor(tenantId: string, lines: readonly UnparsedLine[], scope: Parameters<typeof listUnparsed>[1], nowMs: number): Promise<number> {
    const [first] = lines;
    const identity = first && (await this.sensors.byId(tenantId, first.sensorId));
    if (!identity) return 0;
    const done: ProcessedBatch[] = [];
    const marks: ReparsedRow[] = [];
    for (const line of lines) {
      const batch = await this.parse(identity, line);
      if (batch === undefined || batch.stored === 0) continue;
      done.push(batch);
      marks.push({ tenantId, lineId: line.lineId, sensorId: line.sensorId, ingestedAtMs: line.ingestedAtMs, reparsedAtMs: nowMs, parser: identity.sensor.source, events: batch.stored });
    }
    if (marks.length === 0) return 0;
    await this.writer.write({ events: done.flatMap((batch) => batch.events), findings: done.flatMap((batch) => batch.findings), unparsed: [] }, WRITE_MS, tenantId);
    await insertRows(this.client, scope, REPARSED, marks);
    return marks.length;
  }

  /** Undefined for a line of which only the head was kept. */
  private async parse(identity: SensorIdentity, row: UnparsedLine): Promise<ProcessedBatch | undefined> {
    if (row.size > MAX_LINE_BYTES) return undefined;
    const bytes = row.rawBase64 === '' ? Buffer.from(row.raw) : Buffer.from(row.rawBase64, 'base64');
    const { timeZone } = identity;
    const whole = lineOf(bytes);
    const own: Line = FRAME.test(bytes.toString('latin1', 0, 6)) ? syslogLine(whole, { nowMs: row.ingestedAtMs, timeZone }).line : (keptRecord(bytes) ?? whole);
    const parser = openSource(identity.sensor.source, { timeZone, now: row.ingestedAtMs });
    return this.pipeline.process({ identity, batchId: 'reparse', lines: [{ ...own, key: `reparse:${row.lineId}` }], parser, receivedAtMs: row.ingestedAtMs, assumedTimeMs: row.ingestedAtMs });
  }
}
