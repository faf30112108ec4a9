import { z } from 'zod';

const days = z.number().int().min(1).max(3660);
/** [fromMs, toMs), epoch ms, by time of the row or of its arrival. */
const hold = z.object({ fromMs: z.number().int(), toMs: z.number().int() }).refine((each) => each.fromMs < each.toMs, 'fromMs must be before toMs');

/** How long one customer's rows are kept. What names no days of its own is kept for `days`. */
export const retentionPlanSchema = z.object({
  days,
  /** Events of these OCSF classes, by class_uid: `{"4001": 30}`. */
  classDays: z.record(z.string().regex(/^\d{1,9}$/), days).default({}),
  findingDays: days.optional(),
  unparsedDays: days.optional(),
  rollupDays: days.optional(),
  /** Legal holds: nothing whose time or arrival lies in one of these is deleted, however old. */
  holds: z.array(hold).max(1000).default([]),
});

export type RetentionPlan = z.infer<typeof retentionPlanSchema>;
