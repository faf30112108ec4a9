import type { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { Refused } from '@watchfloor/core';
import { AllowSensor } from '../allow-sensor.ts';
import type { SensorCounters } from '../counters.ts';
import { splitBody } from '../lines/split-body.ts';
import { HttpIntake, type HttpReceipt } from './http-intake.ts';
import type { StreamedRequest } from './streamed-request.ts';

const SCHEMES = ['bearer'] as const;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

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
  async receive(@Req() request: StreamedRequest): Promise<HttpReceipt> {
    const identity = await this.intake.identify(request, SCHEMES);
    const query = queryOf(request.query);
    const idempotencyKey = idempotencyKeyOf(request.headers['idempotency-key']);
    const batch = { receiver: 'http', identity, headers: request.headers, body: request.body as Readable, variant: `${query.source ?? ''}:${query.log ?? ''}`, idempotencyKey } as const;
    return (await this.intake.receive(batch, (body) => ({ ...query, lines: splitBody(body) }))).receipt;
  }

  @Get('sensors/self/counters')
  @AllowSensor()
  async counters(@Req() request: StreamedRequest): Promise<SensorCounters> {
    return this.intake.countersOf(await this.intake.identify(request, SCHEMES));
  }
}

function queryOf(query: unknown): { readonly source?: string; readonly log?: string } {
  const { source, log } = query as { source?: unknown; log?: unknown };
  for (const value of [source, log]) if (value !== undefined && (typeof value !== 'string' || !/^[\w.-]{1,64}$/.test(value))) throw new Refused('INVALID_INPUT', 'source and log are short names of letters, digits, dots and dashes');
  return { ...(source === undefined ? {} : { source: source as string }), ...(log === undefined ? {} : { log: log as string }) };
}

function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !IDEMPOTENCY_KEY.test(header)) throw new Refused('INVALID_INPUT', 'Idempotency-Key is 1 to 200 visible ASCII characters');
  return header;
}
