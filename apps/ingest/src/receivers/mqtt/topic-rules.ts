import { z } from 'zod';
import type { SensorIdentity } from '../../sensor-directory.ts';

const rule = z.strictObject({
  /** Tenant id; every tenant where it is not given. */
  tenant: z.uuid().optional(),
  /** Topic filters that a sensor of it may publish under; `{tenant}`, `{sensor}` and `{name}` stand for the sensor's own. */
  topics: z.array(z.string().min(1)).min(1),
});

/** What `WF_MQTT_TOPICS` holds. */
export const topicRuleList = z.array(rule);
export type TopicRule = z.output<typeof rule>;

const OWN = 'wf/{tenant}/{sensor}/#';

/** Which topics a device may publish to: below its own prefix, and what configuration adds for its customer. It may subscribe to none. */
export class TopicRules {
  private readonly rules: readonly TopicRule[];

  constructor(rules: readonly TopicRule[]) {
    this.rules = [{ topics: [OWN] }, ...rules];
  }

  mayPublish(identity: SensorIdentity, topic: string): boolean {
    const { sensor } = identity;
    if (topic.length === 0 || topic.startsWith('$') || /[+#\0]/.test(topic)) return false;
    return this.rules.some(({ tenant, topics }) => (tenant === undefined || tenant === sensor.tenantId) && topics.some((filter) => matches(fill(filter, sensor), topic)));
  }
}

/** Levels of a filter with the sensor's own values: a name with a slash or a wildcard in it stays one plain level. */
function fill(filter: string, sensor: SensorIdentity['sensor']): (string | { readonly literal: string })[] {
  return filter.split('/').map((level) => (level.includes('{') ? { literal: level.replaceAll('{tenant}', () => sensor.tenantId).replaceAll('{sensor}', () => sensor.id).replaceAll('{name}', () => sensor.name) } : level));
}

function matches(filter: ReturnType<typeof fill>, topic: string): boolean {
  const levels = topic.split('/');
  for (const [at, wanted] of filter.entries()) {
    if (wanted === '#') return true;
    const level = levels[at];
    if (level === undefined || (wanted !== '+' && level !== (typeof wanted === 'string' ? wanted : wanted.literal))) return false;
  }
  return levels.length === filter.length;
}
