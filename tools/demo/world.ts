import { HOSPITAL_CAMPUS, HOSPITAL_TENANT_ID } from './world/hospital.ts';
import type { DemoAsset, DemoChangeWindow, DemoConduit, DemoMaster, DemoPlace, DemoSensor, DemoSite, DemoZone } from './world/shape.ts';
import { PUMPING_STATION, TREATMENT_PLANT, WATER_TENANT_ID } from './world/water.ts';

/** One demo customer: everything that the database is seeded with and that the simulator speaks for. */
export interface DemoTenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly sector: string;
  readonly places: readonly DemoPlace[];
  readonly sites: readonly DemoSite[];
  readonly zones: readonly DemoZone[];
  readonly conduits: readonly DemoConduit[];
  readonly assets: readonly DemoAsset[];
  readonly authorisedMasters: readonly DemoMaster[];
  readonly changeWindows: readonly DemoChangeWindow[];
  readonly sensors: readonly DemoSensor[];
}

function tenant(id: string, slug: string, name: string, sector: string, places: readonly DemoPlace[]): DemoTenant {
  return {
    id, slug, name, sector, places,
    sites: places.map((place) => place.site),
    zones: places.flatMap((place) => place.zones),
    conduits: places.flatMap((place) => place.conduits),
    assets: places.flatMap((place) => place.assets),
    authorisedMasters: places.flatMap((place) => place.masters),
    changeWindows: places.flatMap((place) => place.windows),
    sensors: places.map((place) => place.sensor),
  };
}

/** The demo's two customers. Ids never change between runs: a second start finds its own rows. */
export const DEMO_WORLD: readonly DemoTenant[] = [
  tenant(WATER_TENANT_ID, 'aqua-utility', 'Aqua Utility', 'water', [TREATMENT_PLANT, PUMPING_STATION]),
  tenant(HOSPITAL_TENANT_ID, 'st-elia-hospital', 'St Elia Hospital', 'health', [HOSPITAL_CAMPUS]),
];

export type { DemoAsset, DemoChangeWindow, DemoConduit, DemoMaster, DemoPlace, DemoSensor, DemoSite, DemoZone } from './world/shape.ts';
