import { readFileSync } from 'node:fs';
import type { AutonomousSystem, Location } from '@watchfloor/ocsf';
import { Reader, type AsnResponse, type CityResponse } from 'maxmind';

export interface GeoPlace {
  readonly location?: Location;
  readonly autonomous_system?: AutonomousSystem;
}

/** Places and networks of public addresses from the databases that the provider supplies (MMDB); without one, nothing. */
export class GeoDatabase {
  private readonly city: Reader<CityResponse> | undefined;
  private readonly asn: Reader<AsnResponse> | undefined;

  /** Reads the files. Throws when one is named and cannot be read or is no such database. */
  constructor(cityPath: string | undefined, asnPath: string | undefined) {
    this.city = cityPath === undefined ? undefined : new Reader<CityResponse>(readFileSync(cityPath));
    this.asn = asnPath === undefined ? undefined : new Reader<AsnResponse>(readFileSync(asnPath));
  }

  get isEmpty(): boolean {
    return this.city === undefined && this.asn === undefined;
  }

  placeOf(ip: string): GeoPlace {
    const city = this.city?.get(ip);
    const asn = this.asn?.get(ip);
    return {
      ...(city ? { location: locationOf(city) } : {}),
      ...(asn ? { autonomous_system: { number: asn.autonomous_system_number, ...(asn.autonomous_system_organization ? { name: asn.autonomous_system_organization } : {}) } } : {}),
    };
  }
}

function locationOf({ city, country, continent, subdivisions, location, postal }: CityResponse): Location {
  const region = country && subdivisions?.[0]?.iso_code ? `${country.iso_code}-${subdivisions[0].iso_code}` : undefined;
  return {
    ...(city?.names?.en ? { city: city.names.en } : {}),
    ...(country?.iso_code ? { country: country.iso_code } : {}),
    ...(continent?.names?.en ? { continent: continent.names.en } : {}),
    ...(region ? { region } : {}),
    ...(postal?.code ? { postal_code: postal.code } : {}),
    ...(location?.latitude === undefined || location.longitude === undefined ? {} : { lat: location.latitude, long: location.longitude }),
  };
}
