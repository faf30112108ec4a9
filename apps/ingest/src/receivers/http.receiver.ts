import type { Readable } from 'node:stream';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { Refused } from '@watchfloor/core';
import { AllowSensor } from '../allow-sensor.ts';
import { splitBody } from '../lines/split-body.ts';
import { HttpIntake, type DecodedBody, type HttpReceipt } from './http-intake.ts';
import { HttpSwitches } from './http-switches.ts';
import type { HttpReply } from './http-reply.ts';
import { decodeJson, isExportRequest } from './otlp/decode-json.ts';
import { otlpEncodingOf } from './otlp/otlp-encoding.ts';
import { exportResponse } from './otlp/otlp.receiver.ts';
import type { StreamedRequest } from './streamed-request.ts';

const SCHEMES = ['bearer'] as const;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Lines over HTTP: NDJSON, a JSON array or TSV, compressed or not. 200 only once ClickHouse has committed all of it. OTLP's default path is the
 * same: its JSON is told apart by its first member here, its protobuf by its type before (`create-app.ts`).
 */
@Controller('v1')
export class HttpReceiver {
  private readonly intake: HttpIntake;
  private readonly otlp: boolean;

  constructor(intake: HttpIntake, switches: HttpSwitches) {
    this.intake = intake;
    this.otlp = switches.otlp;
  }

  @Post('logs')
  @HttpCode(200)
  @AllowSensor()
  async receive(@Req() request: StreamedRequest, @Res({ passthrough: true }) reply: HttpReply): Promise<HttpReceipt | Buffer> {
    const identity = await this.intake.identify(request, SCHEMES);
    const query = queryOf(request.query);
    const idempotencyKey = idempotencyKeyOf(request.headers['idempotency-key']);
    const batch = { receiver: 'http', identity, headers: request.headers, body: request.body as Readable, variant: `${query.source ?? ''}:${query.log ?? ''}`, idempotencyKey } as const;
    const isJson = this.otlp && otlpEncodingOf(request.headers) === 'application/json';
    const { receipt, decoded } = await this.intake.receive<DecodedBody>(batch, (body) => (isJson && isExportRequest(body) ? decodeJson(body) : { ...query, lines: splitBody(body) }));
    if (decoded.refused === undefined) return receipt;
    reply.header('content-type', 'application/json');
    return exportResponse(decoded.refused, 'application/json');
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
