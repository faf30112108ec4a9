import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { assertHandlersAllowed } from '@watchfloor/identity';
import type { Logger } from 'pino';
import { isAllowed } from './allow-sensor.ts';
import { Counters } from './counters.ts';
import { HealthController } from './health.controller.ts';
import { Readiness } from './readiness.ts';
import { HttpIntake } from './receivers/http-intake.ts';
import { HttpReceiver } from './receivers/http.receiver.ts';
import { RefusalFilter } from './refusal.filter.ts';
import type { Services } from './services.ts';

const CONTROLLERS = [HttpReceiver, HealthController];

@Module({})
export class IngestModule {
  /** The HTTP face of the service. Throws when a handler is open to anyone by mistake. */
  static over(services: Services, log: Logger): DynamicModule {
    assertHandlersAllowed(CONTROLLERS, isAllowed);
    return {
      module: IngestModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: Counters, useValue: services.counters },
        { provide: Readiness, useValue: services.readiness },
        { provide: HttpIntake, useValue: services.httpIntake },
        { provide: APP_FILTER, useValue: new RefusalFilter(log) },
      ],
    };
  }
}
