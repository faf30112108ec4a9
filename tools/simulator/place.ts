import type { DemoAsset, DemoPlace } from '../demo/world.ts';
import type { SimLine } from './line.ts';

/** A site as the simulator uses it: its assets by name, and the sensor that writes about it. */
export class Place {
  readonly place: DemoPlace;
  private readonly assets: ReadonlyMap<string, DemoAsset>;

  constructor(place: DemoPlace) {
    this.place = place;
    this.assets = new Map(place.assets.map((asset) => [asset.name, asset]));
  }

  asset(name: string): DemoAsset {
    const asset = this.assets.get(name);
    if (asset === undefined) throw new Error(`${this.place.site.name} has no asset '${name}'`);
    return asset;
  }

  /** A record as the site's sensor writes it. */
  line(log: string, atMs: number, record: Readonly<Record<string, unknown>>): SimLine {
    const { id: sensorId, source } = this.place.sensor;
    return { sensorId, source, log, atMs, text: JSON.stringify(record) };
  }
}
