import { describeTime } from '../describe.ts';
import type { QueryDetection } from '../detection.ts';

/** A sensor that sent nothing for longer than its cadence: an absence of findings proves nothing while it lasts. */
export const detection: QueryDetection = {
  id: 'sensor-silent',
  version: 1,
  title: 'Sensor silent beyond its cadence',
  kind: 'query',
  observes: 'sensor',
  decide: (observation, facts) => {
    if (observation.kind !== 'sensor') return undefined;
    const { siteId, sensorId, name, cadenceSeconds, lastIngestedMs, nowMs } = observation;
    const dueMs = lastIngestedMs + cadenceSeconds * 1000;
    if (nowMs <= dueMs) return undefined;
    return {
      title: `Sensor ${name} is silent`,
      reason: `Sensor ${name} last sent a line on ${describeTime(facts, siteId, lastIngestedMs * 1000)}; it is expected to send at least every ${cadenceSeconds} seconds. Nothing that happens at its site is seen until it speaks again, and no control counts as satisfied for that time.`,
      severityId: 3,
      confidence: 99,
      techniques: [],
      matched: { sensor: name, last_line: new Date(lastIngestedMs).toISOString(), cadence_seconds: String(cadenceSeconds) },
      nextSteps: [
        `Check whether the sensor's host and its link are up; ask the site whether work was done on the network or the mirror port.`,
        'If several sensors of the site fell silent together, suspect the link or our ingest before the sensors.',
      ],
      groupKey: `sensor-silent:${sensorId}`,
      identity: [sensorId, lastIngestedMs],
      timeUs: dueMs * 1000,
    };
  },
};
