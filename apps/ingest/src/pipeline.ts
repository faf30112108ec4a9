import { EVENTS, eventRow, FINDINGS, RowBatch, UNPARSED, type EventRow, type FindingRow, type UnparsedRow } from '@watchfloor/clickhouse';
import { deterministicId, sha256Hex } from '@watchfloor/core/ids';
import { distinctFindings, enrichEvent, type EnrichedEvent, type Finding, type Matcher } from '@watchfloor/detections';
import type { OcsfEvent } from '@watchfloor/ocsf';
import type { LineParser, ParsedEvent, Unparsed } from '@watchfloor/parsers';
import { jsonProblem } from './lines/json-bounds.ts';
import type { Line } from './lines/line.ts';
import { FairTurns, QUANTUM } from './limits/fair-turns.ts';
import type { SensorIdentity } from './sensor-directory.ts';
import type { EndpointEnrichment } from './enrich/endpoint-enrichment.ts';
import { withEnvelope } from './envelope-fields.ts';
import { flagsOf, TIME_MISSING, withTime } from './event-time.ts';

const CHUNK_ROWS = 20_000;
const CHUNK_BYTES = 8 * 1024 * 1024;
/** Bytes of a line that cost as much as a line more. */
const BYTES_PER_COST = 1024;
/** Findings of a batch that are held before those of the same id are merged: a chatty conversation must not fill the memory. */
const FOUND_AT_ONCE = 4_096;
const EARLIEST_US = 0;
/** Microseconds are exact in a number until 2255. */
const LATEST_US = Date.UTC(2255, 0) * 1000;

/** Lines of one sensor with the identity that their ids are made of: same identity and position, same id. */
export interface LineBatch {
  readonly identity: SensorIdentity;
  /** Equal on every retry of the same batch. */
  readonly batchId: string;
  readonly lines: readonly Line[];
  readonly parser: LineParser;
  /** Line number of the first line; 0 unless told. */
  readonly firstLine?: number;
  /** Milliseconds at which it arrived. */
  readonly receivedAtMs: number;
  /** Milliseconds; time of events that have none: that of arrival, or on a repeat that of the first arrival. */
  readonly assumedTimeMs: number;
}

/** Rows ready to be written, and what they are made of. */
export interface ProcessedBatch {
  readonly events: readonly RowBatch<EventRow>[];
  readonly findings: readonly RowBatch<FindingRow>[];
  readonly unparsed: readonly RowBatch<UnparsedRow>[];
  readonly stored: number;
  readonly unparsedLines: number;
  readonly findingsByDetection: ReadonlyMap<string, number>;
  /** Id of the first event whose time is the time of arrival, because neither line nor envelope has one. */
  readonly firstWithoutTime: string | undefined;
}

/** parse → normalise → enrich → match → rows. Holds no state beside the matcher; works in slices, for which tenants take turns. */
export class Pipeline {
  private readonly matcher: Matcher;
  private readonly turns: FairTurns;
  private readonly enrichment: EndpointEnrichment | undefined;

  /** Without an `enrichment` events get their assets and zones only. */
  constructor(matcher: Matcher, turns = new FairTurns(), enrichment?: EndpointEnrichment) {
    this.matcher = matcher;
    this.turns = turns;
    this.enrichment = enrichment;
  }

  async process(batch: LineBatch): Promise<ProcessedBatch> {
    const rows = new BatchRows(batch, this.matcher, this.enrichment);
    const { tenantId } = batch.identity.sensor;
    for (let at = 0; at < batch.lines.length; ) {
      const { end, cost } = sliceFrom(batch.lines, at);
      await this.turns.turn(tenantId, cost, at > 0);
      for (; at < end; at += 1) {
        const line = batch.lines[at];
        if (line) rows.take(line, (batch.firstLine ?? 0) + at);
      }
    }
    rows.closeFindings();
    return rows;
  }
}

/** As many lines from `start` as one turn is for: at least one. */
function sliceFrom(lines: readonly Line[], start: number): { readonly end: number; readonly cost: number } {
  let cost = 0;
  let end = start;
  for (; end < lines.length && (end === start || cost < QUANTUM); end += 1) cost += 1 + (lines[end]?.bytes.length ?? 0) / BYTES_PER_COST;
  return { end, cost };
}

/** The rows of one batch while they are made. */
class BatchRows implements ProcessedBatch {
  readonly events: RowBatch<EventRow>[] = [];
  readonly findings: RowBatch<FindingRow>[] = [];
  readonly unparsed: RowBatch<UnparsedRow>[] = [];
  readonly findingsByDetection = new Map<string, number>();
  stored = 0;
  unparsedLines = 0;
  firstWithoutTime: string | undefined;
  private readonly batch: LineBatch;
  private readonly matcher: Matcher;
  private readonly enrichment: EndpointEnrichment | undefined;
  private found: Finding[] = [];
  private mergeAt = FOUND_AT_ONCE;

  constructor(batch: LineBatch, matcher: Matcher, enrichment: EndpointEnrichment | undefined) {
    this.batch = batch;
    this.matcher = matcher;
    this.enrichment = enrichment;
  }

  take(line: Line, lineNumber: number): void {
    if (line.size === 0) return;
    const parsed = this.parse(line);
    if (parsed === undefined) return;
    if (!parsed.ok) this.keepUnparsed(line, lineNumber, parsed.reason);
    else this.keepEvent(line, lineNumber, withEnvelope(withTime(parsed, line, this.batch.assumedTimeMs), line));
  }

  private parse(line: Line): ParsedEvent | Unparsed | undefined {
    if (line.sha256 !== undefined) return { ok: false, reason: 'line is longer than 1 MiB' };
    const text = line.text ?? line.bytes.toString('utf8');
    const problem = jsonProblem(text);
    if (problem !== undefined) return { ok: false, reason: problem };
    try {
      return this.batch.parser.parse(text);
    } catch {
      return { ok: false, reason: 'the parser failed on this line' };
    }
  }

  private keepEvent(line: Line, lineNumber: number, parsed: ParsedEvent): void {
    const { identity, receivedAtMs } = this.batch;
    const { sensor, scope, tenant } = identity;
    if (parsed.timeUs < EARLIEST_US || parsed.timeUs > LATEST_US) return this.keepUnparsed(line, lineNumber, 'time is outside 1970 to 2254');
    const ocsf = this.enrichment?.enrich(parsed.event) ?? parsed.event;
    const eventId = this.idOf('event', line, lineNumber);
    const enriched = enrichEvent({ tenantId: sensor.tenantId, siteId: sensor.siteId, sensorId: sensor.id, eventId, timeUs: parsed.timeUs, ocsf }, tenant.facts);
    const row = eventRow(ocsf, {
      tenantId: sensor.tenantId,
      eventId,
      sensorId: sensor.id,
      siteId: sensor.siteId,
      source: sourceOf(parsed.event),
      timeUs: parsed.timeUs,
      ingestedAtMs: receivedAtMs,
      srcAssetId: enriched.src?.id ?? '',
      dstAssetId: enriched.dst?.id ?? '',
      srcZoneId: enriched.srcZone?.id ?? '',
      dstZoneId: enriched.dstZone?.id ?? '',
      flags: flagsOf(parsed, receivedAtMs, tenant.retentionDays),
      raw: line.bytes,
    });
    try {
      chunk(this.events, () => new RowBatch<EventRow>(EVENTS)).add(scope, row);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return this.keepUnparsed(line, lineNumber, 'a value does not fit its column');
    }
    this.stored += 1;
    if (parsed.event.metadata.labels?.includes(TIME_MISSING)) this.firstWithoutTime ??= eventId;
    this.keepFindings(enriched);
  }

  private keepFindings(event: EnrichedEvent): void {
    this.found.push(...this.matcher.matchEvent(event, this.batch.identity.tenant.facts));
    if (this.found.length < this.mergeAt) return;
    this.found = distinctFindings(this.found);
    this.mergeAt = this.found.length + FOUND_AT_ONCE;
  }

  /** Makes the rows of the batch's findings, one of each id. */
  closeFindings(): void {
    for (const finding of distinctFindings(this.found)) {
      chunk(this.findings, () => new RowBatch<FindingRow>(FINDINGS, 4096)).add(this.batch.identity.scope, { ...finding, detectedAtMs: this.batch.receivedAtMs });
      this.findingsByDetection.set(finding.detectionId, (this.findingsByDetection.get(finding.detectionId) ?? 0) + 1);
    }
  }

  private idOf(kind: 'event' | 'unparsed', line: Line, lineNumber: number): string {
    const { identity, batchId } = this.batch;
    return line.key === undefined ? deterministicId(kind, identity.sensor.id, batchId, lineNumber) : deterministicId(kind, identity.sensor.id, 'key', line.key);
  }

  private keepUnparsed(line: Line, lineNumber: number, reason: string): void {
    const { identity, receivedAtMs } = this.batch;
    const { sensor, scope } = identity;
    chunk(this.unparsed, () => new RowBatch<UnparsedRow>(UNPARSED, 4096)).add(scope, {
      tenantId: sensor.tenantId,
      lineId: this.idOf('unparsed', line, lineNumber),
      ingestedAtMs: receivedAtMs,
      sensorId: sensor.id,
      siteId: sensor.siteId,
      source: sensor.source,
      reason,
      size: line.size,
      sha256: line.sha256 ?? sha256Hex(line.bytes),
      raw: line.record?.() ?? line.bytes,
    });
    this.unparsedLines += 1;
  }
}

/** `zeek-conn`, `suricata-flow`: the product and its log. */
function sourceOf(event: OcsfEvent): string {
  const product = event.metadata.product.name.toLowerCase();
  return event.metadata.log_name === undefined ? product : `${product}-${event.metadata.log_name}`;
}

/** The chunk that the next row goes to. */
function chunk<Row extends { readonly tenantId: string }>(chunks: RowBatch<Row>[], make: () => RowBatch<Row>): RowBatch<Row> {
  const last = chunks.at(-1);
  if (last && last.rows < CHUNK_ROWS && last.size < CHUNK_BYTES) return last;
  const next = make();
  chunks.push(next);
  return next;
}
