import { categoryUidOf, OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { openEvent, shapeOf } from './event.ts';
import { windowsBody } from './security.ts';
import { sysmonBody } from './sysmon.ts';

/** The body of any Windows event, by its provider and id. */
export function bodyOf(fields: Fields): EventBody {
  const shape = shapeOf({ winlog: fields.peek('winlog') ?? null, Event: fields.peek('Event') ?? null, win: fields.peek('win') ?? null, EventID: 0, Channel: '' });
  if (shape === undefined) return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, message: 'Windows event' };
  const event = openEvent(fields, shape);
  const body = /sysmon/i.test(event.provider) || /sysmon/i.test(event.channel) ? sysmonBody(event) : windowsBody(event);
  // OCSF's classes of the system category require an actor.
  const system = categoryUidOf(body.class_uid) === 1;
  if (system && body.device === undefined) return { ...body, actor: body.actor ?? { app_name: event.provider || 'Windows' }, device: { name: 'unknown', type_id: 0 } };
  return system && body.actor === undefined ? { ...body, actor: { app_name: event.provider || 'Windows' } } : body;
}
