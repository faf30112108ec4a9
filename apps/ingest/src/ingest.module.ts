import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { assertHandlersAllowed } from '@watchfloor/identity';
import type { Logger } from 'pino';
import { isAllowed } from './allow-sensor.ts';
import { Counters } from './counters.ts';
import { HealthController } from './health.controller.ts';
import { LOG } from './log-token.ts';
import { MetricsAccess } from './metrics-access.ts';
import { Readiness } from './readiness.ts';
import { HttpIntake } from './receivers/http-intake.ts';
import { HecChannels } from './receivers/hec/hec-channels.ts';
import { httpControllers } from './receivers/http-controllers.ts';
import { HttpSwitches } from './receivers/http-switches.ts';
import { SensorCountersController } from './receivers/sensor-counters.controller.ts';
import { RefusalFilter } from './refusal.filter.ts';
import { ControlToken } from './reparse/control-token.ts';
import { ReparseController } from './reparse/reparse.controller.ts';
import { Reparse } from './reparse/reparse.ts';
import type { Services } from './services.ts';

@Module({})
export class IngestModule {
  /** The HTTP face of the service. Throws when a handler is open to anyone by mistake. */
  static over(services: Services, log: Logger): DynamicModule {
    const controllers = [HealthController, SensorCountersController, ReparseController, ...httpControllers(services.httpSwitches)];
    assertHandlersAllowed(controllers, isAllowed);
    return {
      module: IngestModule,
      controllers,
      providers: [
        { provide: Counters, useValue: services.counters },
        { provide: Readiness, useValue: services.readiness },
        { provide: MetricsAccess, useValue: services.metricsAccess },
        { provide: ControlToken, useValue: services.controlToken },
        { provide: Reparse, useValue: services.reparse },
        { provide: HttpIntake, useValue: services.httpIntake },
        { provide: HttpSwitches, useValue: services.httpSwitches },
        { provide: HecChannels, useValue: new HecChannels() },
        { provide: LOG, useValue: log },
        { provide: APP_FILTER, useValue: new RefusalFilter(log) },
      ],
    };
  }
}
