import type { Readable } from 'node:stream';
import { Controller, Header, HttpCode, Param, Post, Put, Req, UseFilters } from '@nestjs/common';
import { Refused } from '@watchfloor/core';
import { AllowSensor } from '../../allow-sensor.ts';
import { HttpIntake } from '../http-intake.ts';
import type { StreamedRequest } from '../streamed-request.ts';
import { bulkAnswer, rejectedBulk } from './bulk-answer.ts';
import { decodeBulk, type BulkBody } from './bulk-body.ts';
import { BulkRefused } from './bulk-refused.ts';
import { ElasticErrors } from './elastic-errors.filter.ts';
import { ELASTIC_PATHS, ELASTIC_SCHEMES, PRODUCT } from './elastic-product.ts';
import { filterPath } from './filter-path.ts';

/** Media types of a bulk, as Elasticsearch takes them. */
const TYPE = /^\s*application\/(?:vnd\.elasticsearch\+)?(?:json|x-ndjson)\s*(?:;|$)/i;

/** Elasticsearch's `_bulk`: answered only once ClickHouse has committed every document that its answer says is created. */
@Controller(ELASTIC_PATHS)
@UseFilters(ElasticErrors)
export class ElasticBulkReceiver {
  private readonly intake: HttpIntake;

  constructor(intake: HttpIntake) {
    this.intake = intake;
  }

  @Post(['_bulk', ':index/_bulk', ':index/:type/_bulk'])
  @HttpCode(200)
  @Header(...PRODUCT)
  @AllowSensor()
  post(@Req() request: StreamedRequest, @Param('index') index?: string): Promise<unknown> {
    return this.bulk(request, index);
  }

  @Put(['_bulk', ':index/_bulk'])
  @Header(...PRODUCT)
  @AllowSensor()
  put(@Req() request: StreamedRequest, @Param('index') index?: string): Promise<unknown> {
    return this.bulk(request, index);
  }

  private async bulk(request: StreamedRequest, index: string | undefined): Promise<unknown> {
    const started = performance.now();
    const identity = await this.intake.identify(request, ELASTIC_SCHEMES);
    const type = request.headers['content-type'];
    if (type !== undefined && !TYPE.test(type)) this.intake.refuse({ receiver: 'elastic', identity }, new Refused('UNSUPPORTED', `Content-Type header [${type.slice(0, 80)}] is not supported`));
    let read: BulkBody | undefined;
    const batch = { receiver: 'elastic', identity, headers: request.headers, body: request.body as Readable, variant: index ?? '', readOverQuota: true } as const;
    const { receipt, decoded } = await this.intake.receive(batch, (body) => (read = decodeBulk(body, index))).catch((error: unknown) => {
      throw error instanceof Refused && error.code === 'QUOTA_EXCEEDED' && read ? new BulkRefused(error, rejectedBulk(read.items, error.message)) : error;
    });
    const answer = bulkAnswer(decoded.items, `wf${receipt.batchId.slice('elastic:body:'.length, 29)}`, Math.round(performance.now() - started));
    const { filter_path: paths } = request.query as { readonly filter_path?: unknown };
    return typeof paths === 'string' ? filterPath(answer, paths) : answer;
  }
}
