import { categoryUidOf, OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { Fields } from '../reading/fields.ts';
import { openEvent, shapeOf, type WindowsEvent } from './event.ts';
import { baseBody } from './parts.ts';
import { windowsBody } from './security.ts';
import { sysmonBody } from './sysmon.ts';

function mapped(event: WindowsEvent): EventBody {
  return /sysmon/i.test(event.provider) || /sysmon/i.test(event.channel) ? sysmonBody(event) : windowsBody(event);
}

/** OCSF's classes of the system category (and those of its Windows extension) require a device and an actor. */
function isSystem(body: EventBody): boolean {
  return categoryUidOf(body.class_uid) === 1;
}

/**
 * The body of any Windows event, by its provider and id. An event that names no machine at all, of a class that requires one,
 * is a Base Event with all columns in `unmapped`: no name is made up for it.
 */
export function bodyOf(fields: Fields): EventBody {
  const shape = shapeOf({ winlog: fields.peek('winlog') ?? null, Event: fields.peek('Event') ?? null, win: fields.peek('win') ?? null, EventID: 0, Channel: '' });
  if (shape === undefined) return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, message: 'Windows event' };
  const event = openEvent(fields, shape);
  if (event.device === undefined && isSystem(mapped(openEvent(new Fields(structuredClone(fields.rest() ?? {})), shape)))) return baseBody(event);
  const body = mapped(event);
  return isSystem(body) && body.actor === undefined ? { ...body, actor: { app_name: event.provider || 'Windows' } } : body;
}
