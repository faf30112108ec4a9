import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Refused } from '@watchfloor/core';
import type { Permission } from '@watchfloor/identity';
import { AssetService } from '../asset/asset.service.ts';
import { callerWith, requireTenant, type Caller } from '../auth/caller.ts';
import { CaseService } from '../case/case.service.ts';
import { EventService } from '../event/event.service.ts';
import { EvidenceService } from '../evidence/evidence.service.ts';
import { FindingService } from '../finding/finding.service.ts';
import { parseGlobalId, type NodeType } from '../graphql/global-id.ts';
import type { NodeModel } from '../graphql/node.model.ts';
import { SensorService } from '../sensor/sensor.service.ts';
import { SiteService } from '../site/site.service.ts';
import { TenantService } from '../viewer/tenant.service.ts';

interface Finder {
  find(caller: Caller, tenantId: string, id: string): Promise<NodeModel | null>;
}

/** Who finds each type of node, and the permission that it takes. */
const FINDERS: Readonly<Record<NodeType, readonly [Permission, abstract new (...args: never[]) => Finder]>> = {
  Tenant: ['tenant:read', TenantService],
  Site: ['asset:read', SiteService],
  Asset: ['asset:read', AssetService],
  Sensor: ['sensor:read', SensorService],
  Event: ['event:read', EventService],
  Finding: ['finding:read', FindingService],
  Case: ['case:read', CaseService],
  EvidenceExport: ['evidence:read', EvidenceService],
};

@Injectable()
export class NodeService {
  constructor(private readonly modules: ModuleRef) {}

  /** The node with that global id. Throws Refused NOT_FOUND when there is none that the caller may see. */
  async find({ principal }: Caller, globalId: string): Promise<NodeModel> {
    const { type, tenantId, id } = parseGlobalId(globalId);
    const [permission, service] = FINDERS[type];
    const caller = callerWith(principal, permission);
    const finder = this.modules.get<Finder>(service as unknown as new () => Finder);
    const node = await finder.find(caller, requireTenant(caller, tenantId), id);
    if (!node) throw new Refused('NOT_FOUND', 'no such node');
    return node;
  }
}
