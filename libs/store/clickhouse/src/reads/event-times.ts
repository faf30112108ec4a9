import { z } from 'zod';
import { defineRead } from '../tenant-read.ts';
import { microsecondsParam, uuidsParam } from './parameters.ts';

/** Times under which events of these ids are already stored since `sinceUs`. What makes a retry of lines without a time of their own land on the same rows. */
export const eventTimes = defineRead({
  name: 'eventTimes',
  tables: ['events'],
  params: z.object({ eventIds: uuidsParam, sinceUs: microsecondsParam }),
  row: z.object({ eventId: z.string(), timeUs: z.number().int() }),
  sql: `
SELECT toString(event_id) AS eventId, toUnixTimestamp64Micro(min(time)) AS timeUs
FROM events
WHERE tenant_id IN {tenants:Array(UUID)} AND event_id IN {eventIds:Array(UUID)} AND time >= fromUnixTimestamp64Micro({sinceUs:Int64}, 'UTC')
GROUP BY event_id
ORDER BY eventId`,
});
