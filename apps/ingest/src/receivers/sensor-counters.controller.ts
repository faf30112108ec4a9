import { Controller, Get, Req } from '@nestjs/common';
import { AllowSensor } from '../allow-sensor.ts';
import type { SensorCounters } from '../counters.ts';
import { HttpIntake } from './http-intake.ts';
import type { StreamedRequest } from './streamed-request.ts';

/** What a sensor may know of itself. */
@Controller('v1/sensors/self')
export class SensorCountersController {
  private readonly intake: HttpIntake;

  constructor(intake: HttpIntake) {
    this.intake = intake;
  }

  @Get('counters')
  @AllowSensor()
  async counters(@Req() request: StreamedRequest): Promise<SensorCounters> {
    return this.intake.countersOf(await this.intake.identify(request, ['bearer']));
  }
}
