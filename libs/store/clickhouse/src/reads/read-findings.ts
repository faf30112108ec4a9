import { z } from 'zod';
import { FINDINGS } from '../tables/findings-table.ts';
import { defineRead } from '../tenant-read.ts';
import { uuidsParam } from './parameters.ts';

/** Findings by id, oldest first. */
export const readFindings = defineRead({
  name: 'readFindings',
  tables: ['findings'],
  params: z.object({ findingIds: uuidsParam }),
  row: FINDINGS.rowSchema,
  sql: `
SELECT ${FINDINGS.select()}
FROM findings FINAL
WHERE tenant_id IN {tenants:Array(UUID)} AND finding_id IN {findingIds:Array(UUID)}
ORDER BY time, finding_id`,
});
