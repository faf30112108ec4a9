import type { JsonValue } from './json.ts';

/** What a function does to the device. `control` changes state without writing data (operate, restart, stop). */
export type OtAccess = 'read' | 'write' | 'control' | 'diagnostic' | 'other';

/**
 * Which message the event is. A log with one row for request and answer together (Zeek's older modbus.log, ICSNPP's
 * modbus_detailed.log, Suricata's modbus) is `request`: it states what was asked. Writes are counted on events that
 * are not `response`.
 */
export type OtDirection = 'request' | 'response' | 'unknown';

export interface OtFunction {
  /** The protocol's own function code, without an error bit. */
  readonly code?: number;
  /** Canonical name, e.g. WRITE_SINGLE_REGISTER. */
  readonly name: string;
}

export type OtAddressKind = 'coil' | 'discrete_input' | 'holding_register' | 'input_register' | 'file_record' | 'fifo' | 'object' | 'point' | 'memory';

export interface OtAddress {
  readonly kind: OtAddressKind;
  /** First address as the log writes it (Modbus: zero-based protocol address). */
  readonly start: number;
  readonly count?: number;
}

/**
 * The object of the device that a command names, in the protocol's own terms. Which attributes are there depends on the
 * protocol: S7 (area, db_number, block), CIP (class, instance, attribute), BACnet (type, instance, property, array index),
 * OPC UA (node id, attribute), DNP3 (group, variation, index), IEC 60870-5-104 (ASDU type, common address, objects, cause).
 */
export interface OtObject {
  /** BACnet object type, CIP class name, S7 block type, DNP3 object, IEC 104 ASDU type (C_SC_NA_1), FINS memory area … */
  readonly type?: string;
  readonly name?: string;
  /** S7 or FINS memory area, GE-SRTP segment. */
  readonly area?: string;
  readonly db_number?: number;
  readonly block_number?: string;
  readonly class_id?: number;
  readonly instance_id?: number;
  readonly attribute_id?: number;
  /** BACnet property, OPC UA attribute. */
  readonly property?: string;
  readonly array_index?: number;
  /** OPC UA node id in its text form, e.g. ns=1;s=the.answer. */
  readonly node_id?: string;
  readonly group?: number;
  readonly variation?: number;
  readonly index?: number;
  /** IEC 104 type identification. */
  readonly asdu_type?: number;
  /** IEC 104 common address of the ASDU: the station. */
  readonly common_address?: number;
  /** IEC 104 information object addresses, in order. */
  readonly ioa?: JsonValue[];
  /** IEC 104 cause of transmission. */
  readonly cause?: number;
}

/** What `src_endpoint` is in the session: `client` asks (master, SCADA, engineering station), `server` answers (controller, outstation). */
export type OtSessionRole = 'client' | 'server' | 'peer';

export interface OtException {
  readonly code?: number;
  readonly name: string;
}

/** The `ot` object of our OCSF extension: one command of an industrial protocol (SEMANTICS §2, extension/README.md). */
export interface OtActivity {
  readonly protocol: string;
  readonly function: OtFunction;
  readonly access: OtAccess;
  readonly direction: OtDirection;
  /** Modbus unit, or station address of the addressed device. */
  readonly unit_id?: number;
  /** DNP3 source station. */
  readonly source_id?: number;
  /** Transaction (Modbus tid) or sequence number: pairs request and response, and rows of two logs about one packet. */
  readonly transaction_id?: number;
  readonly session_role?: OtSessionRole;
  readonly address?: OtAddress;
  readonly object?: OtObject;
  /** Addresses read by a function that writes and reads at once (Modbus 23). */
  readonly read_address?: OtAddress;
  readonly values?: JsonValue[];
  readonly response_values?: JsonValue[];
  readonly and_mask?: number;
  readonly or_mask?: number;
  readonly exception?: OtException;
  /** DNP3 internal indications. */
  readonly indications?: JsonValue;
  /** The log's own identifier that joins rows of one message, e.g. modbus_detailed_link_id. */
  readonly link_id?: string;
}
