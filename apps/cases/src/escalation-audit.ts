import type { OnApplicationBootstrap } from '@nestjs/common';
import { scheduleEscalationAudit, type TemporalConfig } from '@watchfloor/temporal';

/** Puts the audit of escalations on Temporal's schedule when the service starts. */
export class EscalationAudit implements OnApplicationBootstrap {
  readonly #config: TemporalConfig;

  constructor(config: TemporalConfig) {
    this.#config = config;
  }

  onApplicationBootstrap(): Promise<void> {
    return scheduleEscalationAudit(this.#config);
  }
}
