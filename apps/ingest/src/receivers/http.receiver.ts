import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { Refused } from '@watchfloor/core';
import { AllowSensor } from '../allow-sensor.ts';
import { HttpIntake, type HttpReceipt } from './http-intake.ts';
import type { SensorCounters } from '../counters.ts';

/** A request whose body has not been read. */
interface StreamedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly query: unknown;
  readonly body: unknown;
}

/** Lines over HTTP: NDJSON, a JSON array or TSV, compressed or not. 200 only once ClickHouse has committed all of it. */
@Controller('v1')
export class HttpReceiver {
  private readonly intake: HttpIntake;

  constructor(intake: HttpIntake) {
    this.intake = intake;
  }

  @Post('logs')
  @HttpCode(200)
  @AllowSensor()
  receive(@Req() request: StreamedRequest): Promise<HttpReceipt> {
    return this.intake.receive(request.headers, queryOf(request.query), request.body as Readable);
  }

  @Get('sensors/self/counters')
  @AllowSensor()
  counters(@Req() request: StreamedRequest): Promise<SensorCounters> {
    return this.intake.countersOf(request.headers);
  }
}

function queryOf(query: unknown): { readonly source?: string; readonly log?: string } {
  const { source, log } = query as { source?: unknown; log?: unknown };
  for (const value of [source, log]) if (value !== undefined && (typeof value !== 'string' || !/^[\w.-]{1,64}$/.test(value))) throw new Refused('INVALID_INPUT', 'source and log are short names of letters, digits, dots and dashes');
  return { ...(source === undefined ? {} : { source: source as string }), ...(log === undefined ? {} : { log: log as string }) };
}
