/** A mail as the sink keeps it. */
export interface ReceivedMail {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly from: string;
  /** Envelope recipients. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | undefined;
  /** Header names in lower case; several values are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
}
