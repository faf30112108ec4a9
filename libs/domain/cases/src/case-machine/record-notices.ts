import type { NoticeReport, NoticeResult } from './envelope.ts';
import type { Recorder } from './recorder.ts';

/** One ledger row per notice; a step that reached nobody makes the next one due at once. */
export function recordNotices(recorder: Recorder, report: NoticeReport): void {
  const { round, step } = report;
  if (report.results.length === 0) {
    recorder.record('escalation.nobody', recorder.now, { round, step, cause: 'unresolved' });
    return;
  }
  for (const result of report.results) recordNotice(recorder, round, step, result);
}

function recordNotice(recorder: Recorder, round: number, step: number, result: NoticeResult): void {
  const at = Math.min(result.at ?? recorder.now, recorder.now);
  const { recipient, channel, late } = result;
  const visibility = result.org === 'customer' ? 'customer' : 'internal';
  if (result.status === 'failed') {
    recorder.record('notice.failed', at, { round, step, recipient, channel, late, error: result.error ?? 'no reason given' }, visibility);
    return;
  }
  recorder.record('notice.delivered', at, { round, step, recipient, channel, late }, visibility);
  if (result.org === 'customer' && recorder.state.milestones.customerNotified === null) {
    recorder.record('case.customer_notified', Math.max(at, recorder.state.milestones.opened), { via: 'notice', recipient });
  }
}
