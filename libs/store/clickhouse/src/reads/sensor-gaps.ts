import type { ClickHouseClient } from '@clickhouse/client';
import type { TenantScope } from '@watchfloor/core';
import { sensorActiveSpans } from './sensor-active-spans.ts';

export interface SensorCadence {
  readonly sensorId: string;
  /** Longest silence that is normal, in seconds. */
  readonly cadenceSeconds: number;
}

export interface SensorGap {
  readonly sensorId: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Intervals of [fromMs, toMs) in which a sensor was silent for longer than its cadence, by sensor in the order given, then by
 * time. A sensor with no line in the whole period is one gap of the whole period. Activity is known by the minute, so the end of
 * a gap is up to 59 s early. Sensors outside the scope look silent, as if unknown.
 */
export async function sensorGaps(client: ClickHouseClient, scope: TenantScope, params: { readonly fromMs: number; readonly toMs: number; readonly sensors: readonly SensorCadence[] }): Promise<SensorGap[]> {
  if (params.sensors.length === 0 || params.toMs <= params.fromMs) return [];
  const joinMs = Math.max(1, Math.min(...params.sensors.map((sensor) => sensor.cadenceSeconds))) * 1000;
  const spans = await sensorActiveSpans(client, scope, { fromMs: params.fromMs, toMs: params.toMs, joinMs, sensorIds: params.sensors.map((sensor) => sensor.sensorId) });
  return params.sensors.flatMap((sensor) => gapsBetween(sensor, spans.filter((span) => span.sensorId === sensor.sensorId), params.fromMs, params.toMs));
}

/** The silences between spans of activity that are longer than the cadence; spans ordered by start. Pure. */
export function gapsBetween(sensor: SensorCadence, spans: readonly { readonly fromMs: number; readonly toMs: number }[], fromMs: number, toMs: number): SensorGap[] {
  const gaps: SensorGap[] = [];
  let heard = fromMs;
  for (const span of [...spans, { fromMs: toMs, toMs }]) {
    const next = Math.min(Math.max(span.fromMs, fromMs), toMs);
    if (next - heard > sensor.cadenceSeconds * 1000) gaps.push({ sensorId: sensor.sensorId, fromMs: heard, toMs: next });
    heard = Math.max(heard, Math.min(span.toMs, toMs));
  }
  // Silent from end to end, however short the period: nothing was seen at all.
  if (spans.length === 0 && gaps.length === 0) gaps.push({ sensorId: sensor.sensorId, fromMs, toMs });
  return gaps;
}
