import { z } from 'zod';
import { namesSensor, SENSOR_NEEDED, sourceSettings } from '../source-settings.ts';

const folder = sourceSettings.extend({
  /** Glob of files, absolute. Names that end in .gz are read once, whole. It should match rotated names too (conn.log*): what was written and copied away before the first look is found by nothing else. */
  path: z.string().startsWith('/'),
}).refine(namesSensor, SENSOR_NEEDED);

/** What `WF_FOLDERS` holds. */
export const folderList = z.array(folder);
export type FolderSettings = z.output<typeof folder>;
