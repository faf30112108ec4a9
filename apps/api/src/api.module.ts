import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { AssetService } from './asset/asset.service.ts';
import { ReadAudit } from './audit/read-audit.ts';
import { AllowGuard } from './auth/allow.guard.ts';
import { CheckAllowances } from './auth/check-allowances.ts';
import { RefusalFilter } from './auth/refusal.filter.ts';
import { CaseChangesService } from './case/case-changes.service.ts';
import { CaseCommandService } from './case/case-command.service.ts';
import { CaseService } from './case/case.service.ts';
import { EventService } from './event/event.service.ts';
import { EvidenceController } from './evidence/evidence.controller.ts';
import { EvidenceService } from './evidence/evidence.service.ts';
import { FindingService } from './finding/finding.service.ts';
import { graphqlOptions } from './graphql/graphql-options.ts';
import { HealthController } from './health/health.controller.ts';
import { Metrics } from './health/metrics.ts';
import { NodeService } from './node/node.service.ts';
import { PortalController } from './portal/portal.controller.ts';
import { RESOLVERS } from './resolvers.ts';
import { SavedSearchService } from './saved-search/saved-search.service.ts';
import { SensorService } from './sensor/sensor.service.ts';
import { SiteService } from './site/site.service.ts';
import { Stores } from './stores.ts';
import { TenantService } from './viewer/tenant.service.ts';

const SERVICES: Provider[] = [
  AssetService,
  CaseChangesService,
  CaseCommandService,
  CaseService,
  EventService,
  EvidenceService,
  FindingService,
  NodeService,
  ReadAudit,
  SavedSearchService,
  SensorService,
  SiteService,
  TenantService,
];

@Module({})
export class ApiModule {
  /** The API over its stores. `more` adds resolvers and controllers, for tests of what the boot check refuses. */
  static over(stores: Stores, more: { providers?: Type[]; controllers?: Type[] } = {}): DynamicModule {
    return {
      module: ApiModule,
      imports: [DiscoveryModule, GraphQLModule.forRoot<MercuriusDriverConfig>({ driver: MercuriusDriver, ...graphqlOptions(stores) })],
      controllers: [HealthController, EvidenceController, ...(more.controllers ?? []), PortalController],
      providers: [
        { provide: Stores, useValue: stores },
        { provide: APP_GUARD, useClass: AllowGuard },
        { provide: APP_FILTER, useClass: RefusalFilter },
        CheckAllowances,
        Metrics,
        ...SERVICES,
        ...RESOLVERS,
        ...(more.providers ?? []),
      ],
    };
  }
}
