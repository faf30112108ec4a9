import { AssetResolver } from './asset/asset.resolver.ts';
import { CaseMutationResolver } from './case/case-mutation.resolver.ts';
import { CaseResolver } from './case/case.resolver.ts';
import { ControlResolver } from './control/control.resolver.ts';
import { EventResolver } from './event/event.resolver.ts';
import { EvidenceResolver } from './evidence/evidence.resolver.ts';
import { FindingResolver } from './finding/finding.resolver.ts';
import { NodeResolver } from './node/node.resolver.ts';
import { SavedSearchResolver } from './saved-search/saved-search.resolver.ts';
import { SensorResolver } from './sensor/sensor.resolver.ts';
import { SiteResolver } from './site/site.resolver.ts';
import { ViewerResolver } from './viewer/viewer.resolver.ts';

/** Every resolver; the schema is printed from these. */
export const RESOLVERS = [
  AssetResolver,
  CaseMutationResolver,
  CaseResolver,
  ControlResolver,
  EventResolver,
  EvidenceResolver,
  FindingResolver,
  NodeResolver,
  SavedSearchResolver,
  SensorResolver,
  SiteResolver,
  ViewerResolver,
];
