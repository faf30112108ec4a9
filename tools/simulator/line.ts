/** One line as a sensor writes it, with the sensor that sends it. `atMs` is when it is written. */
export interface SimLine {
  readonly sensorId: string;
  readonly source: 'zeek' | 'suricata';
  /** Zeek path or EVE event_type. */
  readonly log: string;
  readonly atMs: number;
  readonly text: string;
}
