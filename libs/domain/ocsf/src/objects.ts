// The OCSF 1.8.0 objects that our parsers fill: only the attributes in use, named and typed as the schema has them.
import type { Device, File, Process, User } from './host-objects.ts';
import type { JsonObject } from './json.ts';

export interface Product {
  readonly name: string;
  readonly vendor_name?: string;
  readonly version?: string;
}

export interface Metadata {
  readonly version: string;
  readonly product: Product;
  readonly log_name?: string;
  readonly log_provider?: string;
  readonly uid?: string;
  /** The source's own id of the kind of event (Windows event id, Cisco message number). */
  readonly event_code?: string;
  /** The source's own time text. */
  readonly original_time?: string;
  readonly profiles?: readonly string[];
  readonly extensions?: readonly { readonly name: string; readonly uid: string; readonly version: string }[];
  /** `time-missing`: the source gave no time and the time of receipt stands in. */
  readonly labels?: readonly string[];
}

export interface Location {
  readonly city?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly continent?: string;
  /** ISO 3166-2. */
  readonly region?: string;
  readonly postal_code?: string;
  readonly lat?: number;
  readonly long?: number;
}

export interface AutonomousSystem {
  readonly number: number;
  readonly name?: string;
}

export interface NetworkEndpoint {
  readonly ip?: string;
  readonly port?: number;
  readonly mac?: string;
  readonly mac_vendor?: string;
  readonly location?: Location;
  readonly autonomous_system?: AutonomousSystem;
  readonly hostname?: string;
  readonly name?: string;
  readonly domain?: string;
  readonly uid?: string;
  readonly svc_name?: string;
  readonly interface_name?: string;
  readonly zone?: string;
}

export interface ConnectionInfo {
  readonly uid?: string;
  readonly protocol_name?: string;
  readonly protocol_num?: number;
  /** 0 unknown, 1 inbound, 2 outbound, 3 lateral. */
  readonly direction_id: number;
  readonly flag_history?: string;
  readonly community_uid?: string;
}

export interface NetworkTraffic {
  readonly bytes?: number;
  readonly bytes_in?: number;
  readonly bytes_out?: number;
  readonly bytes_missed?: number;
  readonly packets?: number;
  readonly packets_in?: number;
  readonly packets_out?: number;
}

export interface Fingerprint {
  readonly algorithm_id: number;
  readonly value: string;
}

export interface Tls {
  readonly version: string;
  readonly cipher?: string;
  readonly sni?: string;
  readonly ja3_hash?: Fingerprint;
  readonly ja3s_hash?: Fingerprint;
}

export interface DnsQuery {
  readonly hostname: string;
  readonly type?: string;
  readonly class?: string;
  readonly packet_uid?: number;
}

export interface DnsAnswer {
  readonly rdata: string;
  readonly type?: string;
  readonly ttl?: number;
}

export interface Url {
  /** The request target as the log has it, query string included. */
  readonly path?: string;
  readonly query_string?: string;
  readonly hostname?: string;
  readonly url_string?: string;
}

export interface HttpRequest {
  readonly http_method?: string;
  readonly url?: Url;
  readonly user_agent?: string;
  readonly referrer?: string;
  readonly version?: string;
  readonly body_length?: number;
}

export interface HttpResponse {
  readonly code: number;
  readonly content_type?: string;
  readonly message?: string;
  readonly body_length?: number;
}

export interface Analytic {
  readonly uid?: string;
  readonly name?: string;
  readonly type_id: number;
  readonly version?: string;
  readonly category?: string;
}

export interface FindingInfo {
  readonly uid: string;
  readonly title?: string;
  readonly desc?: string;
  readonly types?: readonly string[];
  readonly analytic?: Analytic;
}

export interface Evidence {
  readonly src_endpoint?: NetworkEndpoint;
  readonly dst_endpoint?: NetworkEndpoint;
  readonly connection_info?: ConnectionInfo;
  readonly user?: User;
  readonly file?: File;
  readonly process?: Process;
  readonly device?: Device;
  readonly url?: Url;
  readonly data?: JsonObject;
}
