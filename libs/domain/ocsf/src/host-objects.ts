// The OCSF 1.8.0 objects of hosts and identities that our parsers fill: only the attributes in use, named and typed as the schema has them.
import type { Fingerprint } from './objects.ts';

export interface User {
  readonly name?: string;
  readonly uid?: string;
  readonly domain?: string;
  readonly full_name?: string;
  readonly email_addr?: string;
}

export interface Group {
  readonly name?: string;
  readonly uid?: string;
  readonly domain?: string;
}

export interface Session {
  readonly uid?: string;
  readonly terminal?: string;
  readonly is_remote?: boolean;
}

export interface File {
  readonly name: string;
  readonly path?: string;
  /** 0 unknown, 1 regular file, 2 folder, 6 named pipe, 8 executable, 99 other. */
  readonly type_id: number;
  readonly hashes?: readonly Fingerprint[];
  readonly size?: number;
  readonly company_name?: string;
  readonly desc?: string;
  readonly version?: string;
}

export interface Process {
  readonly name?: string;
  readonly pid?: number;
  readonly uid?: string;
  readonly cmd_line?: string;
  readonly file?: File;
  readonly user?: User;
  readonly session?: Session;
  readonly tid?: number;
  readonly working_directory?: string;
  readonly integrity?: string;
  readonly parent_process?: Process;
}

export interface Actor {
  readonly user?: User;
  readonly process?: Process;
  readonly session?: Session;
  readonly app_name?: string;
}

/** The machine that the event is about; OCSF profile `host`. */
export interface Device {
  readonly hostname?: string;
  readonly ip?: string;
  readonly mac?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly interface_name?: string;
  readonly zone?: string;
  /** 0 unknown, 1 server, 2 desktop, 7 IOT, 9 firewall, 12 router, 13 IDS, 99 other. */
  readonly type_id: number;
}

export interface Service {
  readonly name?: string;
  readonly uid?: string;
}

export interface Job {
  readonly name: string;
  readonly cmd_line?: string;
  readonly desc?: string;
}

/** Module Activity's object. `load_type_id` 0 unknown, 1 standard. */
export interface Module {
  readonly file?: File;
  readonly load_type_id?: number;
  readonly function_name?: string;
  readonly start_address?: string;
}

/** Object of the Windows extension. */
export interface WinService {
  readonly name: string;
  readonly cmd_line?: string;
  readonly service_start_name?: string;
  readonly service_start_type?: string;
  readonly service_type?: string;
}

/** Object of the Windows extension. */
export interface RegKey {
  readonly path: string;
}

/** Object of the Windows extension. */
export interface RegValue {
  readonly name: string;
  readonly path: string;
  readonly reg_string_data?: string;
}

export interface KernelDriver {
  readonly file: File;
}

export interface FirewallRule {
  readonly name?: string;
  readonly uid?: string;
}

export interface Policy {
  readonly name?: string;
  readonly uid?: string;
}

export interface Malware {
  /** OCSF malware classification: 0 unknown, 99 other. */
  readonly classification_ids: readonly number[];
  readonly name?: string;
}

export interface ManagedEntity {
  readonly name?: string;
  readonly uid?: string;
  readonly type?: string;
}
