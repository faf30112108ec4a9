import { Module, type DynamicModule } from '@nestjs/common';
import { assertHandlersAllowed } from '@watchfloor/identity';
import { HealthController } from './health/health.controller.ts';
import type { Services } from './services.ts';
import { SERVICES } from './tokens.ts';

const CONTROLLERS = [HealthController];

@Module({})
export class DetectModule {
  /** The HTTP face of the service: health and metrics only. Throws when a handler is open by mistake. */
  static over(services: Services): DynamicModule {
    assertHandlersAllowed(CONTROLLERS);
    return { module: DetectModule, controllers: CONTROLLERS, providers: [{ provide: SERVICES, useValue: services }] };
  }
}
