import type { OnApplicationBootstrap } from '@nestjs/common';
import { createPlatformSchedules, type TemporalConfig } from '@watchfloor/temporal';

/** Puts the platform's own work on Temporal's schedule when the service starts. */
export class PlatformSchedules implements OnApplicationBootstrap {
  readonly #config: TemporalConfig;

  constructor(config: TemporalConfig) {
    this.#config = config;
  }

  onApplicationBootstrap(): Promise<void> {
    return createPlatformSchedules(this.#config);
  }
}
