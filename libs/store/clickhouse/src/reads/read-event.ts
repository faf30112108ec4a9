import { z } from 'zod';
import { EVENTS } from '../tables/events-table.ts';
import { defineRead } from '../tenant-read.ts';
import { microsecondsParam, uuidsParam } from './parameters.ts';

/** Events by id, oldest first; a time window, where it is known, makes it cheap. `rawBase64` is set only where the line is not UTF-8. */
export const readEvent = defineRead({
  name: 'readEvent',
  tables: ['events'],
  params: z.object({ eventIds: uuidsParam, fromUs: microsecondsParam.optional(), toUs: microsecondsParam.optional() }),
  row: z.intersection(EVENTS.rowSchema, z.object({ rawBase64: z.string() })),
  sql: (p) => `
SELECT ${EVENTS.select()}, if(isValidUTF8(raw), '', base64Encode(raw)) AS rawBase64
FROM events FINAL
WHERE tenant_id IN {tenants:Array(UUID)} AND event_id IN {eventIds:Array(UUID)}
${p.fromUs === undefined ? '' : "  AND time >= fromUnixTimestamp64Micro({fromUs:Int64}, 'UTC')\n"}${p.toUs === undefined ? '' : "  AND time < fromUnixTimestamp64Micro({toUs:Int64}, 'UTC')\n"}ORDER BY time, event_id`,
});
