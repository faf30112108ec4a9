import type { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Post, Req, UseFilters } from '@nestjs/common';
import { AllowPublic } from '@watchfloor/identity';
import { AllowSensor } from '../../allow-sensor.ts';
import type { Line } from '../../lines/line.ts';
import { Readiness } from '../../readiness.ts';
import type { SensorIdentity } from '../../sensor-directory.ts';
import { HttpIntake, type HttpBatch } from '../http-intake.ts';
import type { StreamedRequest } from '../streamed-request.ts';
import { decodeHecEvents, decodeHecRaw } from './hec-body.ts';
import { HecChannels } from './hec-channels.ts';
import { hecBody, type HecCode } from './hec-answers.ts';
import { HecErrors } from './hec-errors.filter.ts';
import { HecRefused } from './hec-refused.ts';
import { hecQuery, type HecQuery } from './hec-query.ts';

const SCHEMES = ['splunk', 'basic', 'bearer'] as const;
const MOST_ACKS = 100_000;

interface HecSuccess {
  readonly text: string;
  readonly code: HecCode;
  readonly ackId?: number;
}

/**
 * Splunk's HTTP Event Collector. Success, with or without a channel, is answered only once ClickHouse has committed the whole request, so
 * an `ackId` is true from the moment that it is given. A request is stored whole or not at all.
 */
@Controller('services/collector')
@UseFilters(HecErrors)
export class HecReceiver {
  private readonly intake: HttpIntake;
  private readonly channels: HecChannels;
  private readonly readiness: Readiness;

  constructor(intake: HttpIntake, channels: HecChannels, readiness: Readiness) {
    this.intake = intake;
    this.channels = channels;
    this.readiness = readiness;
  }

  @Post(['', 'event', 'event/1.0'])
  @HttpCode(200)
  @AllowSensor()
  receiveEvents(@Req() request: StreamedRequest): Promise<HecSuccess> {
    return this.receive(request, 'event', decodeHecEvents);
  }

  @Post(['raw', 'raw/1.0'])
  @HttpCode(200)
  @AllowSensor()
  receiveRaw(@Req() request: StreamedRequest): Promise<HecSuccess> {
    return this.receive(request, 'raw', decodeHecRaw);
  }

  @Post(['ack', 'ack/1.0'])
  @HttpCode(200)
  @AllowSensor()
  async acknowledgements(@Req() request: StreamedRequest): Promise<{ readonly acks: Readonly<Record<string, boolean>> }> {
    const query = hecQuery(request);
    const identity = await this.identify(request, query);
    const channel = query.channel;
    if (channel === undefined) throw new HecRefused(10);
    const asked = acksOf(await this.intake.readQuestion(batchOf(request, identity, '')));
    const nowMs = Date.now();
    return { acks: Object.fromEntries(asked.map((id) => [id, this.channels.isStored(identity.sensor.id, channel, id, nowMs)])) };
  }

  @Get(['health', 'health/1.0'])
  @AllowPublic()
  async health(): Promise<HecSuccess> {
    await this.readiness.check().catch(() => {
      throw new HecRefused(18);
    });
    return hecBody(17);
  }

  private async receive(request: StreamedRequest, kind: 'event' | 'raw', decode: (body: Buffer, metadata: HecQuery['metadata']) => Line[]): Promise<HecSuccess> {
    const query = hecQuery(request);
    const identity = await this.identify(request, query);
    const batch = batchOf(request, identity, `${kind}:${JSON.stringify(query.metadata)}`);
    await this.intake.receive(batch, (body) => ({ lines: decode(body, query.metadata) }));
    return { ...hecBody(0), ...(query.channel === undefined ? {} : { ackId: this.channels.acknowledge(identity.sensor.id, query.channel, Date.now()) }) };
  }

  private identify(request: StreamedRequest, query: HecQuery): Promise<SensorIdentity> {
    if (query.hasToken) throw new HecRefused(16);
    const { authorization } = request.headers;
    const hasKey = authorization !== undefined && authorization.trim() !== '';
    if (!hasKey && this.intake.certificateOf(request) === undefined) throw new HecRefused(2);
    if (hasKey && !/^(?:splunk|basic|bearer) +\S/i.test(authorization)) throw new HecRefused(3);
    return this.intake.identify(request, SCHEMES);
  }
}

function batchOf(request: StreamedRequest, identity: SensorIdentity, variant: string): HttpBatch {
  return { receiver: 'hec', identity, headers: request.headers, body: request.body as Readable, variant };
}

function acksOf(body: Buffer): number[] {
  try {
    const { acks } = JSON.parse(body.toString('utf8')) as { readonly acks?: unknown };
    if (Array.isArray(acks) && acks.length <= MOST_ACKS && acks.every((id) => Number.isSafeInteger(id) && (id as number) >= 0)) return acks as number[];
  } catch {
    // Refused below.
  }
  throw new HecRefused(6);
}
