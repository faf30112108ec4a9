import type { ClassUid, OCSF_CLASS } from './classes.ts';
import type {
  Actor, Device, File, FirewallRule, Group, Job, KernelDriver, Malware, ManagedEntity, Module, Policy, Process, RegKey, RegValue, Service, Session, User, WinService,
} from './host-objects.ts';
import type { JsonObject } from './json.ts';
import type { NetworkAttributes } from './network-attributes.ts';
import type {
  ConnectionInfo, DnsAnswer, DnsQuery, Evidence, FindingInfo, HttpRequest, HttpResponse, Metadata, NetworkEndpoint, NetworkTraffic, Tls,
} from './objects.ts';
import type { OtActivity } from './ot.ts';

/**
 * An OCSF 1.8.0 event as the parsers make it. The interface holds the attributes of every class that we emit, so that
 * a reader asks for `event.src_endpoint` without narrowing first; the class interfaces below say which class has what.
 * `time` is epoch milliseconds; microseconds are in the envelope (`timeUs`), the source's own text in
 * `metadata.original_time`. Columns that OCSF has no place for are in `unmapped`, under their own names.
 */
export interface OcsfEvent extends NetworkAttributes {
  readonly class_uid: ClassUid;
  readonly category_uid: number;
  readonly type_uid: number;
  readonly activity_id: number;
  readonly severity_id: number;
  readonly time: number;
  readonly metadata: Metadata;
  readonly message?: string;
  readonly start_time?: number;
  readonly end_time?: number;
  /** Milliseconds. */
  readonly duration?: number;
  readonly status_id?: number;
  readonly status_code?: string;
  readonly status_detail?: string;
  readonly src_endpoint?: NetworkEndpoint;
  readonly dst_endpoint?: NetworkEndpoint;
  readonly connection_info?: ConnectionInfo;
  readonly traffic?: NetworkTraffic;
  /** Lower case: modbus, dns, http, ssl, rdp … */
  readonly app_protocol_name?: string;
  readonly tls?: Tls;
  readonly query?: DnsQuery;
  readonly answers?: readonly DnsAnswer[];
  readonly rcode?: string;
  readonly rcode_id?: number;
  readonly http_request?: HttpRequest;
  readonly http_response?: HttpResponse;
  readonly identifier_cookie?: string;
  readonly finding_info?: FindingInfo;
  readonly evidences?: readonly Evidence[];
  readonly action?: string;
  readonly action_id?: number;
  readonly disposition?: string;
  readonly disposition_id?: number;
  readonly firewall_rule?: FirewallRule;
  readonly policy?: Policy;
  readonly malware?: readonly Malware[];
  readonly status?: string;
  /** The source's own word for the severity. */
  readonly severity?: string;
  readonly count?: number;
  readonly app_name?: string;
  /** Profile `host`: who acted, on which machine. */
  readonly actor?: Actor;
  readonly device?: Device;
  readonly user?: User;
  readonly user_result?: User;
  readonly group?: Group;
  readonly subgroup?: Group;
  readonly session?: Session;
  readonly service?: Service;
  readonly logon_type?: string;
  readonly logon_type_id?: number;
  readonly auth_protocol?: string;
  readonly auth_protocol_id?: number;
  readonly is_remote?: boolean;
  readonly privileges?: readonly string[];
  readonly process?: Process;
  readonly exit_code?: number;
  readonly file?: File;
  readonly file_result?: File;
  readonly module?: Module;
  readonly driver?: KernelDriver;
  readonly job?: Job;
  readonly entity?: ManagedEntity;
  /** Event Log Activity: the log that was cleared. */
  readonly log_name?: string;
  readonly log_provider?: string;
  readonly share?: string;
  readonly win_service?: WinService;
  readonly reg_key?: RegKey;
  readonly reg_value?: RegValue;
  readonly ot?: OtActivity;
  readonly unmapped?: JsonObject;
}

/** A connection, a flow, or one message of a protocol that has no class of its own (every OT protocol). */
export interface NetworkActivity extends OcsfEvent {
  readonly class_uid: typeof OCSF_CLASS.networkActivity;
}
export interface DnsActivity extends OcsfEvent {
  readonly class_uid: typeof OCSF_CLASS.dnsActivity;
}
export interface HttpActivity extends OcsfEvent {
  readonly class_uid: typeof OCSF_CLASS.httpActivity;
}
export interface RdpActivity extends OcsfEvent {
  readonly class_uid: typeof OCSF_CLASS.rdpActivity;
}
/** A sensor's own alert. Its class has no endpoints: they are in `evidences`, and `endpointsOf` finds them. */
export interface DetectionFinding extends OcsfEvent {
  readonly class_uid: typeof OCSF_CLASS.detectionFinding;
  readonly finding_info: FindingInfo;
}
/** A record without addresses. */
export interface BaseEvent extends OcsfEvent {
  readonly class_uid: typeof OCSF_CLASS.baseEvent;
}
