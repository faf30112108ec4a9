import { generate, type IConnectPacket, type Packet } from 'mqtt-packet';
import { LONGEST_SESSION_SECONDS, type Session, type SessionWish } from './session-log.ts';

/** Answers of the server by their meaning: the code of MQTT 5, and that of CONNACK in 3.1.1. */
export const REASONS = {
  badProtocol: { v5: 0x84, v4: 1 },
  badClientId: { v5: 0x85, v4: 2 },
  unavailable: { v5: 0x88, v4: 3 },
  badCredentials: { v5: 0x86, v4: 4 },
  notAuthorized: { v5: 0x87, v4: 5 },
  rejected: { v5: 0x83, v4: 5 },
  tooLarge: { v5: 0x95, v4: 5 },
  takenOver: { v5: 0x8e, v4: 5 },
  keepAlive: { v5: 0x8d, v4: 5 },
  stopping: { v5: 0x8b, v4: 3 },
  protocolError: { v5: 0x82, v4: 5 },
} as const;
export type Reason = keyof typeof REASONS;

/** What a device asks for with its session: 3.1.1 names no time, so it is kept for as long as any. A changed mind at the end (MQTT 5) is `properties` of DISCONNECT. */
export function sessionWish(packet: IConnectPacket): SessionWish {
  const clean = packet.clean !== false;
  if (packet.protocolVersion !== 5) return { clean, seconds: clean ? 0 : LONGEST_SESSION_SECONDS };
  return { clean, seconds: packet.properties?.sessionExpiryInterval ?? 0 };
}

/** Writes packets in the version that the client speaks. */
export class PacketWriter {
  readonly version: 3 | 4 | 5;

  constructor(version: 3 | 4 | 5) {
    this.version = version;
  }

  /** Accepts the connection. MQTT 5 is told the bounds. */
  accepted(session: Session, assignedClientId: string | undefined, bounds: { readonly receiveMaximum: number; readonly maximumPacketSize: number }): Buffer {
    if (this.version !== 5) return generate({ cmd: 'connack', returnCode: 0, sessionPresent: session.present });
    const properties = { ...bounds, sessionExpiryInterval: session.seconds, sharedSubscriptionAvailable: false, wildcardSubscriptionAvailable: false, subscriptionIdentifiersAvailable: false, ...(assignedClientId === undefined ? {} : { assignedClientIdentifier: assignedClientId }) };
    return this.write({ cmd: 'connack', reasonCode: 0, sessionPresent: session.present, properties });
  }

  refused(reason: Reason): Buffer {
    return this.version === 5 ? this.write({ cmd: 'connack', reasonCode: REASONS[reason].v5, sessionPresent: false }) : generate({ cmd: 'connack', returnCode: REASONS[reason].v4, sessionPresent: false });
  }

  /** An answer to a message; with a reason only in MQTT 5. */
  answer(cmd: 'puback' | 'pubrec' | 'pubcomp', messageId: number, reason?: Reason): Buffer {
    return this.write({ cmd, messageId, ...(this.version === 5 ? { reasonCode: reason === undefined ? 0 : REASONS[reason].v5 } : {}) });
  }

  /** Grants none of the subscriptions. */
  noSubscriptions(messageId: number, count: number): Buffer {
    return this.write({ cmd: 'suback', messageId, granted: Array.from({ length: count }, () => (this.version === 5 ? REASONS.notAuthorized.v5 : 128)) });
  }

  unsubscribed(messageId: number, count: number): Buffer {
    return this.write({ cmd: 'unsuback', messageId, granted: Array.from({ length: count }, () => 0x11) });
  }

  pong(): Buffer {
    return this.write({ cmd: 'pingresp' });
  }

  /** Why the server hangs up; nothing in 3.1.1, which has no such packet. */
  disconnect(reason: Reason): Buffer | undefined {
    return this.version === 5 ? this.write({ cmd: 'disconnect', reasonCode: REASONS[reason].v5 }) : undefined;
  }

  private write(packet: Packet): Buffer {
    return generate(packet, { protocolVersion: this.version });
  }
}

/** Why a CONNECT cannot be taken whoever sends it; undefined where it can. */
export function connectProblem(packet: IConnectPacket): Reason | undefined {
  if (packet.protocolVersion !== 3 && packet.protocolVersion !== 4 && packet.protocolVersion !== 5) return 'badProtocol';
  if (packet.clientId.length > 256 || (packet.clientId === '' && packet.protocolVersion !== 5 && packet.clean !== true)) return 'badClientId';
  return undefined;
}
