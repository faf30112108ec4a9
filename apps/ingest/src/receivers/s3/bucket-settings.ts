import { z } from 'zod';
import { namesSensor, SENSOR_NEEDED, sourceSettings } from '../source-settings.ts';

const bucket = sourceSettings.extend({
  bucket: z.string().min(3).max(63),
  prefix: z.string().default(''),
  region: z.string().default('us-east-1'),
  /** URL of the server; AWS where it is not given. */
  endpoint: z.url().optional(),
  /** Bucket in the path and not in the host name: what most servers that are not AWS need. */
  pathStyle: z.boolean().default(false),
  /** Without them the SDK looks where it always does (environment, profile, role). */
  accessKeyId: z.string().min(1).optional(),
  secretAccessKey: z.string().min(1).optional(),
}).refine(namesSensor, SENSOR_NEEDED);

/** What `WF_BUCKETS` holds. */
export const bucketList = z.array(bucket);
export type BucketSettings = z.output<typeof bucket>;
