/** What a query looks at: the columns of a stored event, by the names that rows have in code. Absent: '' in texts, 0 in ports, -1 in ot numbers. */
export interface SearchableEvent {
  readonly eventId: string;
  readonly sensorId: string;
  readonly siteId: string;
  readonly source: string;
  readonly classUid: number;
  readonly activityId: number;
  readonly typeUid: number;
  readonly severityId: number;
  readonly srcIp: string;
  readonly srcPort: number;
  readonly srcMac: string;
  readonly dstIp: string;
  readonly dstPort: number;
  readonly dstMac: string;
  readonly srcAssetId: string;
  readonly dstAssetId: string;
  readonly srcZoneId: string;
  readonly dstZoneId: string;
  readonly appProtocol: string;
  readonly otFunctionCode: number;
  readonly otFunction: string;
  readonly otAccess: string;
  readonly otUnitId: number;
  readonly otAddressStart: number;
  readonly otAddressCount: number;
  readonly message: string;
  readonly raw: string;
  readonly flags: readonly string[];
  readonly attrs: Readonly<Record<string, string>>;
}

export type EventColumn = Exclude<keyof SearchableEvent, 'attrs'>;
