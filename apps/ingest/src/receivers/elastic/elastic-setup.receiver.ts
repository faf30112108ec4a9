import { Controller, Get, Head, Header, HttpCode, Param, Post, Put, Req, UseFilters } from '@nestjs/common';
import { Refused } from '@watchfloor/core';
import { AllowPublic } from '@watchfloor/identity';
import { AllowSensor } from '../../allow-sensor.ts';
import { HttpIntake } from '../http-intake.ts';
import type { StreamedRequest } from '../streamed-request.ts';
import { ElasticErrors } from './elastic-errors.filter.ts';
import { ELASTIC_PATHS, ELASTIC_SCHEMES, PRODUCT, VERSION } from './elastic-product.ts';

type Answer = Readonly<Record<string, unknown>>;

const LICENSE = { status: 'active', uid: '00000000-0000-0000-0000-000000000000', type: 'basic', mode: 'basic' };
/** What a sender may bring: kept nowhere, because nothing here depends on it. */
const SETUP = ['_index_template/:name', '_component_template/:name', '_template/:name', '_ilm/policy/:name', '_ingest/pipeline/:name', '_data_stream/:name'];

/**
 * What Filebeat, Winlogbeat, Logstash, Vector and Fluent Bit ask of Elasticsearch before they send. Templates and policies exist already, so that none
 * is sent; what is sent all the same is acknowledged and has no effect: events are stored in our tables.
 */
@Controller(ELASTIC_PATHS)
@UseFilters(ElasticErrors)
export class ElasticSetupReceiver {
  private readonly intake: HttpIntake;

  constructor(intake: HttpIntake) {
    this.intake = intake;
  }

  // HEAD stands before its GET: after it Fastify would make one of its own.
  @Head('')
  @Header(...PRODUCT)
  @AllowPublic()
  ping(): string {
    return '';
  }

  @Head(SETUP)
  @Header(...PRODUCT)
  @AllowSensor()
  async exists(@Req() request: StreamedRequest): Promise<string> {
    await this.identify(request);
    return '';
  }

  @Get('')
  @Header(...PRODUCT)
  @AllowPublic()
  product(): Answer {
    const number = VERSION;
    return {
      name: 'watchfloor', cluster_name: 'watchfloor', cluster_uuid: 'd2F0Y2hmbG9vcg',
      version: { number, build_flavor: 'default', build_type: 'tar', build_hash: 'watchfloor', build_date: '2026-01-01T00:00:00Z', build_snapshot: false, lucene_version: '9.12.1', minimum_wire_compatibility_version: '7.17.0', minimum_index_compatibility_version: '7.0.0' },
      tagline: 'You Know, for Search',
    };
  }

  @Get(['_license', '_xpack/license'])
  @Header(...PRODUCT)
  @AllowSensor()
  async license(@Req() request: StreamedRequest): Promise<Answer> {
    await this.identify(request);
    return { license: LICENSE };
  }

  @Get('_xpack')
  @Header(...PRODUCT)
  @AllowSensor()
  async features(@Req() request: StreamedRequest): Promise<Answer> {
    await this.identify(request);
    return { build: { hash: 'watchfloor', date: '2026-01-01T00:00:00Z' }, license: LICENSE, features: { ilm: { available: true, enabled: true }, security: { available: true, enabled: true }, monitoring: { available: false, enabled: false } }, tagline: 'You know, for X' };
  }

  @Get(['_cluster/health', '_cluster/health/:index'])
  @Header(...PRODUCT)
  @AllowSensor()
  async health(@Req() request: StreamedRequest): Promise<Answer> {
    await this.identify(request);
    return { cluster_name: 'watchfloor', status: 'green', timed_out: false, number_of_nodes: 1, number_of_data_nodes: 1, active_primary_shards: 1, active_shards: 1, relocating_shards: 0, initializing_shards: 0, unassigned_shards: 0 };
  }

  /** Senders that look for more nodes find the address that they came to. */
  @Get(['_nodes', '_nodes/http', '_nodes/_all/http'])
  @Header(...PRODUCT)
  @AllowSensor()
  async nodes(@Req() request: StreamedRequest): Promise<Answer> {
    await this.identify(request);
    const address = request.headers.host ?? String(request.headers[':authority'] ?? '');
    return { _nodes: { total: 1, successful: 1, failed: 0 }, cluster_name: 'watchfloor', nodes: { watchfloor: { name: 'watchfloor', version: VERSION, roles: ['ingest', 'data'], http: { publish_address: address, bound_address: [address], max_content_length_in_bytes: 33_554_432 } } } };
  }

  @Put(SETUP)
  @Header(...PRODUCT)
  @AllowSensor()
  async put(@Req() request: StreamedRequest): Promise<Answer> {
    await this.identify(request);
    return { acknowledged: true };
  }

  @Post('_template/:name')
  @HttpCode(200)
  @Header(...PRODUCT)
  @AllowSensor()
  post(@Req() request: StreamedRequest): Promise<Answer> {
    return this.put(request);
  }

  @Get(SETUP)
  @Header(...PRODUCT)
  @AllowSensor()
  async read(@Req() request: StreamedRequest, @Param('name') name: string): Promise<Answer> {
    await this.identify(request);
    const path = (request.url ?? '').replace(/^\/elastic(?=\/)/, '');
    if (path.startsWith('/_index_template/')) return { index_templates: [{ name, index_template: { index_patterns: [name], data_stream: {}, composed_of: [] } }] };
    if (path.startsWith('/_data_stream/')) return { data_streams: [{ name, timestamp_field: { name: '@timestamp' }, indices: [], generation: 1, status: 'GREEN', template: name }] };
    if (path.startsWith('/_ingest/pipeline/')) throw new Refused('NOT_FOUND', 'no ingest pipelines run here');
    if (path.startsWith('/_ilm/policy/')) return { [name]: { version: 1, policy: { phases: {} } } };
    return { [name]: { index_patterns: [name], settings: {}, mappings: {} } };
  }

  private async identify(request: StreamedRequest): Promise<void> {
    await this.intake.identify(request, ELASTIC_SCHEMES);
  }
}
