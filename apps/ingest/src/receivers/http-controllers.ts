import type { Type } from '@nestjs/common';
import { ElasticBulkReceiver } from './elastic/elastic-bulk.receiver.ts';
import { ElasticSetupReceiver } from './elastic/elastic-setup.receiver.ts';
import { HecReceiver } from './hec/hec.receiver.ts';
import { HttpReceiver } from './http.receiver.ts';
import type { HttpSwitches } from './http-switches.ts';
import { OtlpReceiver } from './otlp/otlp.receiver.ts';

/** The controllers of the receivers that are switched on: what is off is no route. */
export function httpControllers(on: HttpSwitches): Type<object>[] {
  return [
    ...(on.lines ? [HttpReceiver] : []),
    ...(on.hec ? [HecReceiver] : []),
    ...(on.otlp ? [OtlpReceiver] : []),
    ...(on.elastic ? [ElasticSetupReceiver, ElasticBulkReceiver] : []),
  ];
}
