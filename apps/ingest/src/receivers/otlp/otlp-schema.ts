import protobuf from 'protobufjs';

const repeated = (type: string, id: number): protobuf.IField => ({ rule: 'repeated', type, id });

/**
 * The messages of OTLP logs, written down from OpenTelemetry's public definition (opentelemetry-proto: logs, common, resource and collector/logs,
 * Apache-2.0) and `google.rpc.Status`, with the field names of OTLP/JSON. Enumerations are read as numbers.
 */
const nested: Record<string, protobuf.IType> = {
  AnyValue: {
    oneofs: { value: { oneof: ['stringValue', 'boolValue', 'intValue', 'doubleValue', 'arrayValue', 'kvlistValue', 'bytesValue'] } },
    fields: {
      stringValue: { type: 'string', id: 1 }, boolValue: { type: 'bool', id: 2 }, intValue: { type: 'int64', id: 3 }, doubleValue: { type: 'double', id: 4 },
      arrayValue: { type: 'ArrayValue', id: 5 }, kvlistValue: { type: 'KeyValueList', id: 6 }, bytesValue: { type: 'bytes', id: 7 },
    },
  },
  ArrayValue: { fields: { values: repeated('AnyValue', 1) } },
  KeyValueList: { fields: { values: repeated('KeyValue', 1) } },
  KeyValue: { fields: { key: { type: 'string', id: 1 }, value: { type: 'AnyValue', id: 2 } } },
  Resource: { fields: { attributes: repeated('KeyValue', 1), droppedAttributesCount: { type: 'uint32', id: 2 } } },
  InstrumentationScope: { fields: { name: { type: 'string', id: 1 }, version: { type: 'string', id: 2 }, attributes: repeated('KeyValue', 3), droppedAttributesCount: { type: 'uint32', id: 4 } } },
  LogRecord: {
    fields: {
      timeUnixNano: { type: 'fixed64', id: 1 }, severityNumber: { type: 'int32', id: 2 }, severityText: { type: 'string', id: 3 }, body: { type: 'AnyValue', id: 5 },
      attributes: repeated('KeyValue', 6), droppedAttributesCount: { type: 'uint32', id: 7 }, flags: { type: 'fixed32', id: 8 }, traceId: { type: 'bytes', id: 9 },
      spanId: { type: 'bytes', id: 10 }, observedTimeUnixNano: { type: 'fixed64', id: 11 }, eventName: { type: 'string', id: 12 },
    },
  },
  ExportLogsPartialSuccess: { fields: { rejectedLogRecords: { type: 'int64', id: 1 }, errorMessage: { type: 'string', id: 2 } } },
  ExportLogsServiceResponse: { fields: { partialSuccess: { type: 'ExportLogsPartialSuccess', id: 1 } } },
  Status: { fields: { code: { type: 'int32', id: 1 }, message: { type: 'string', id: 2 } } },
};

const root = protobuf.Root.fromJSON({ nested });

/** Reads a message into the shape that it has in OTLP/JSON; 64-bit numbers are decimal strings and bytes base64. Throws for bytes that are none. */
export function decodeMessage(name: 'Resource' | 'InstrumentationScope' | 'LogRecord', bytes: Uint8Array): Record<string, unknown> {
  const type = root.lookupType(name);
  return type.toObject(type.decode(bytes), { longs: String, bytes: String });
}

/** Writes a message. */
export function encodeMessage(name: 'ExportLogsServiceResponse' | 'Status', message: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(root.lookupType(name).encode(message).finish());
}
