import type { Readable } from 'node:stream';
import { Controller, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import { Refused } from '@watchfloor/core';
import { AllowSensor } from '../../allow-sensor.ts';
import { HttpIntake } from '../http-intake.ts';
import type { HttpReply } from '../http-reply.ts';
import type { StreamedRequest } from '../streamed-request.ts';
import { decodeJson } from './decode-json.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { OtlpErrors } from './otlp-errors.filter.ts';
import { otlpBody, otlpEncodingOf, type OtlpEncoding } from './otlp-encoding.ts';

const SCHEMES = ['bearer', 'basic', 'apikey'] as const;

/** OTLP logs over HTTP, protobuf and JSON. 200 only once ClickHouse has committed every record that is not rejected. */
@Controller('otlp/v1/logs')
@UseFilters(OtlpErrors)
export class OtlpReceiver {
  private readonly intake: HttpIntake;

  constructor(intake: HttpIntake) {
    this.intake = intake;
  }

  @Post()
  @HttpCode(200)
  @AllowSensor()
  async receive(@Req() request: StreamedRequest, @Res({ passthrough: true }) reply: HttpReply): Promise<Buffer> {
    const identity = await this.intake.identify(request, SCHEMES);
    const encoding = otlpEncodingOf(request.headers);
    if (encoding === undefined) return this.intake.refuse({ receiver: 'otlp', identity }, new Refused('UNSUPPORTED', 'send application/x-protobuf or application/json'));
    const batch = { receiver: 'otlp', identity, headers: request.headers, body: request.body as Readable, variant: encoding } as const;
    const { decoded } = await this.intake.receive(batch, encoding === 'application/json' ? decodeJson : decodeProtobuf);
    reply.header('content-type', encoding);
    return exportResponse(decoded.refused, encoding);
  }
}

/** The ExportLogsServiceResponse to a request of which `refused` records were none. */
export function exportResponse(refused: number, encoding: OtlpEncoding): Buffer {
  const partialSuccess = { rejectedLogRecords: encoding === 'application/json' ? String(refused) : refused, errorMessage: `${refused} log records could not be read` };
  return otlpBody('ExportLogsServiceResponse', refused === 0 ? {} : { partialSuccess }, encoding);
}
