import { eventRow, EVENTS, RowBatch, type EventRow } from '@watchfloor/clickhouse';
import type { TenantFacts } from '@watchfloor/assets';
import { deterministicId } from '@watchfloor/core/ids';
import { createMatcher, detections, enrichEvent, loadOcsfRules, type EnrichedEvent } from '@watchfloor/detections';
import { serviceScope } from '@watchfloor/identity';
import { openSource, type ParsedEvent } from '@watchfloor/parsers';
import { corpusLines, sensorOf, type CorpusName } from './corpus.ts';
import { demoFacts } from './demo-facts.ts';

export const STAGES = ['decode', 'parse', 'id', 'enrich', 'match', 'row', 'encode'] as const;
export type Stage = (typeof STAGES)[number];

const NONE = { source: 'bench', srcAssetId: '', dstAssetId: '', srcZoneId: '', dstZoneId: '', flags: [] } as const;

/** Lines that take each step together: few enough to stay in the young generation, as in the pipeline, and enough for the clock. */
const CHUNK = 500;

/** The steps of one event through the pipeline, each over a chunk of a corpus at a time, so that each can be timed alone. */
export class StageRun {
  readonly lines: readonly Buffer[];
  /** Takes a step over the chunk chosen last. */
  readonly stepOf: Readonly<Record<Stage, () => void>>;
  private chunk: readonly Buffer[] = [];
  private texts: string[] = [];
  private parsed: ParsedEvent[] = [];
  private ids: string[] = [];
  private enriched: EnrichedEvent[] = [];
  private rows: EventRow[] = [];
  private readonly facts: TenantFacts;
  private readonly matcher = createMatcher({ detections, sigmaRules: loadOcsfRules().rules });
  /** Of all rounds, so that no step can be optimised away. */
  findings = 0;
  bytes = 0;
  parsedLines = 0;

  constructor(name: CorpusName, lines: number, now: number) {
    this.lines = corpusLines(name, lines, now).map((text) => Buffer.from(text));
    const { tenantId, siteId, sensorId } = sensorOf(name);
    this.facts = demoFacts(tenantId);
    const scope = serviceScope('bench', [tenantId]);
    const source = name === 'zeek' ? 'zeek' : name === 'eve' ? 'suricata' : 'auto';
    this.stepOf = {
      decode: () => { this.texts = this.chunk.map((line) => line.toString('utf8')); },
      parse: () => {
        const parser = openSource(source, { now, timeZone: 'UTC' });
        this.parsed = this.texts.map((text) => parser.parse(text)).filter((parsed) => parsed?.ok === true);
        this.parsedLines += this.parsed.length;
      },
      id: () => { this.ids = this.parsed.map((_, index) => deterministicId('event', sensorId, 'bench-batch', index)); },
      enrich: () => {
        this.enriched = this.parsed.map(({ event, timeUs }, index) => enrichEvent({ tenantId, siteId, sensorId, eventId: this.ids[index] ?? '', timeUs, ocsf: event }, this.facts));
      },
      match: () => { this.findings += this.enriched.reduce((sum, event) => sum + this.matcher.matchEvent(event, this.facts).length, 0); },
      row: () => {
        this.rows = this.enriched.map((it, index) => eventRow(it.ocsf, { ...NONE, tenantId, siteId, sensorId, eventId: it.eventId, timeUs: it.timeUs, ingestedAtMs: now, srcAssetId: it.src?.id ?? '', dstAssetId: it.dst?.id ?? '', srcZoneId: it.srcZone?.id ?? '', dstZoneId: it.dstZone?.id ?? '', raw: this.chunk[index] ?? '' }));
      },
      encode: () => {
        const batch = new RowBatch<EventRow>(EVENTS);
        for (const row of this.rows) batch.add(scope, row);
        this.bytes += batch.size;
      },
    };
  }

  /** The chunks of the corpus; taking one chooses it for the steps. */
  *chunks(): Generator<undefined> {
    for (let at = 0; at < this.lines.length; at += CHUNK) {
      this.chunk = this.lines.slice(at, at + CHUNK);
      yield undefined;
    }
  }
}
