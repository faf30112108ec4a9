import { CaseMachine, type CaseState, type CommandOutcome, type Envelope, type EscalationStepEvent } from '@watchfloor/cases';
import { Refused, type Actor } from '@watchfloor/core';
import { allHandlersFinished, condition, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { CaseActivities } from './case-activities.ts';
import { requireEnvelope } from './envelope-shape.ts';
import { LazyTimer } from './lazy-timer.ts';
import type { CarriedCase, CaseRun } from './messages.ts';
import { Outbox } from './outbox.ts';
import { refusing } from './refusal-failure.ts';
import { SearchAttributeSync } from './search-attribute-sync.ts';
import { reportKey, StepNotices } from './step-notices.ts';

const HISTORY_LIMIT = 8_000;
/** Calendars are compiled anew this long before their time zone data ends. */
const RENEW_BEFORE_MS = 60 * 86_400_000;
const RENEWER: Actor = { kind: 'service', id: 'cases', name: 'cases', org: 'system', roles: [] };

const { loadCase, loadContract } = proxyLocalActivities<CaseActivities>({
  startToCloseTimeout: '10s',
  localRetryThreshold: '1s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});

/** One run of a case: the machine's shell. Time, storage and notices go out from here; what they answer comes back as commands to the machine. */
export class CaseLife {
  readonly #run: CaseRun;
  readonly #timer = new LazyTimer();
  readonly #attributes = new SearchAttributeSync();
  readonly #notices = new Map<EscalationStepEvent, StepNotices>();
  #outbox: Outbox;
  #machine: CaseMachine | undefined;
  #missing = false;
  #renewing = false;

  constructor(run: CaseRun) {
    this.#run = run;
    this.#outbox = new Outbox([], 0);
  }

  get state(): CaseState {
    return this.#theMachine.state;
  }

  /** Takes the case up where it is: from the run before, from the record, or from the findings that open it. */
  async begin(): Promise<void> {
    const { tenantId, caseId, carried, open } = this.#run;
    if (carried) return this.#takeUp(carried);
    const stored = await loadCase({ tenantId, caseId });
    if (stored) return this.#takeUp({ state: stored, outbox: [], notifying: [] });
    if (!open) {
      this.#missing = true;
      return;
    }
    const openedAt = workflowInfo().startTime.getTime();
    const policy = await loadContract({ tenantId, fromMs: openedAt });
    this.#machine = CaseMachine.open({ ...open, openedAt, policy });
    this.#news();
  }

  /** Validator: refuses without a trace in the history. Before the case is taken up only the shape can be judged. */
  check(envelope: unknown): void {
    refusing(() => {
      requireEnvelope(envelope);
      this.#machine?.check(envelope, Date.now());
    });
  }

  async command(envelope: Envelope): Promise<CommandOutcome> {
    await condition(() => this.#machine !== undefined || this.#missing);
    return refusing(() => {
      const outcome = this.#theMachine.apply(envelope, Date.now());
      this.#news();
      return outcome;
    });
  }

  /** Lets all that is due happen, and arms the timer for what comes next. */
  tick(): void {
    if (this.#machine === undefined) return;
    this.#machine.tick(Date.now());
    this.#news();
    void this.#renewContract();
    this.#timer.arm(earliest(this.#machine.nextWake(), this.#renewAt()));
  }

  /** Waits until time or somebody has moved the case, or it can end. */
  async change(): Promise<void> {
    const { fired } = this.#timer;
    const seq = this.#machine?.state.seq;
    await condition(() => this.#timer.fired !== fired || this.#machine?.state.seq !== seq || this.isOver() || this.isLong());
  }

  /** Closed, recorded and answered; or there never was such a case. */
  isOver(): boolean {
    if (!allHandlersFinished()) return false;
    return this.#missing || (this.#machine?.state.status === 'closed' && this.#outbox.isEmpty && this.#notices.size === 0);
  }

  /** The history has grown enough and nobody waits for an answer. What is being sent or written is waited for while there is room. */
  isLong(): boolean {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    const long = continueAsNewSuggested || historyLength > (this.#run.historyLimit ?? HISTORY_LIMIT);
    const quiet = (this.#notices.size === 0 && !this.#outbox.writing) || historyLength > 2 * HISTORY_LIMIT;
    return long && quiet && this.#machine !== undefined && !this.#renewing && allHandlersFinished();
  }

  /** All that the next run needs. */
  carry(): CaseRun {
    this.#timer.cancel();
    const { tenantId, caseId, historyLimit } = this.#run;
    const carried: CarriedCase = { state: this.state, outbox: this.#outbox.pending, notifying: [...this.#notices.keys()] };
    return { tenantId, caseId, carried, ...(historyLimit === undefined ? {} : { historyLimit }) };
  }

  get #theMachine(): CaseMachine {
    if (this.#machine === undefined) throw new Refused('NOT_FOUND', 'no such case');
    return this.#machine;
  }

  #takeUp(carried: CarriedCase): void {
    this.#machine = new CaseMachine(carried.state);
    this.#outbox = new Outbox(carried.outbox, (carried.outbox[0]?.seq ?? carried.state.seq + 1) - 1);
    for (const event of carried.notifying) void this.#notify(event);
    this.#news();
  }

  /** Sends on what the machine has decided: to the record, to the search attributes, to people. */
  #news(): void {
    const machine = this.#theMachine;
    const events = machine.drain();
    this.#outbox.add(events);
    void this.#outbox.flush(() => machine.state);
    this.#attributes.update(machine.state);
    for (const event of events) if (event.type === 'escalation.step' && event.data.targets.length > 0) void this.#notify(event);
    if (events.some((event) => event.type === 'escalation.stopped')) for (const notices of this.#notices.values()) notices.stop('the escalation has stopped');
  }

  async #notify(event: EscalationStepEvent): Promise<void> {
    const { tenantId, caseId } = this.#run;
    const notices = new StepNotices();
    this.#notices.set(event, notices);
    await condition(() => this.#outbox.recordedTo >= event.seq);
    const report = await notices.send({ tenantId, caseId, step: event.data, now: Date.now() });
    this.#notices.delete(event);
    this.#theMachine.recordNotices({ ...report, key: reportKey(event) }, Date.now());
    this.#news();
  }

  #renewAt(): number | null {
    const policy = this.#theMachine.state.policies.at(-1);
    const ends = Object.values(policy?.calendars ?? {}).flatMap((calendar) => (calendar.always ? [] : [calendar.validUntil]));
    return ends.length === 0 || this.state.status === 'closed' ? null : Math.min(...ends) - RENEW_BEFORE_MS;
  }

  async #renewContract(): Promise<void> {
    const renewAt = this.#renewAt();
    if (this.#renewing || renewAt === null || Date.now() < renewAt) return;
    this.#renewing = true;
    const now = Date.now();
    const policy = await loadContract({ tenantId: this.#run.tenantId, fromMs: now });
    const command = { type: 'change_contract', policy, reason: 'calendars compiled anew before their time zone data ends' } as const;
    this.#theMachine.apply({ key: `renew:${renewAt}`, by: RENEWER, receivedAt: now, command }, Date.now());
    this.#renewing = false;
    this.#news();
  }
}

function earliest(...times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
