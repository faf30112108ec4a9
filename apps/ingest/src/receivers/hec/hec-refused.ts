import { Refused, type RefusalCode } from '@watchfloor/core';
import { HEC_ANSWERS, type HecCode } from './hec-answers.ts';

const REFUSALS: Readonly<Record<number, RefusalCode>> = { 400: 'INVALID_INPUT', 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 503: 'UNAVAILABLE' };

/** A refusal that Splunk has a code of its own for. */
export class HecRefused extends Refused {
  readonly hecCode: HecCode;
  /** Position of the event in the body, from 0. */
  readonly event: number | undefined;

  constructor(hecCode: HecCode, event?: number) {
    super(REFUSALS[HEC_ANSWERS[hecCode].status] ?? 'INVALID_INPUT', HEC_ANSWERS[hecCode].text);
    this.hecCode = hecCode;
    this.event = event;
  }
}
