// Attributes of the OCSF 1.8.0 classes of network protocols (SSH, FTP, DHCP, NTP, SMB, Email, Tunnel) and of software inventory.
import type { Fingerprint } from './objects.ts';

export interface Email {
  readonly from?: string;
  readonly to?: readonly string[];
  readonly from_mailbox?: string;
  readonly to_mailboxes?: readonly string[];
  readonly cc_mailboxes?: readonly string[];
  readonly smtp_from?: string;
  readonly smtp_to?: readonly string[];
  readonly reply_to?: string;
  readonly subject?: string;
  readonly message_uid?: string;
}

export interface Hassh {
  readonly algorithm?: string;
  readonly fingerprint: Fingerprint;
}

export interface Package {
  readonly name: string;
  readonly version: string;
}

/** What these classes add to an event; `OcsfEvent` has them all. */
export interface NetworkAttributes {
  readonly protocol_ver?: string;
  readonly client_hassh?: Hassh;
  readonly server_hassh?: Hassh;
  readonly command?: string;
  readonly codes?: readonly number[];
  readonly command_responses?: readonly string[];
  /** FTP: active or passive. */
  readonly type?: string;
  readonly share_type?: string;
  readonly share_type_id?: number;
  readonly dialect?: string;
  readonly client_dialects?: readonly string[];
  readonly tree_uid?: string;
  /** Seconds. */
  readonly lease_dur?: number;
  readonly transaction_uid?: string;
  readonly email?: Email;
  readonly smtp_hello?: string;
  readonly protocol_name?: string;
  readonly direction_id?: number;
  /** NTP version. */
  readonly version?: string;
  readonly stratum?: string;
  readonly stratum_id?: number;
  readonly tunnel_type?: string;
  readonly tunnel_type_id?: number;
  readonly package?: Package;
}
