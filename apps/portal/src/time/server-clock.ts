/**
 * The server's time as seen from this browser, so that a countdown is right on a machine whose clock is not. Fed by the Date header
 * of answers (whole seconds): the answer with the shortest round trip is believed, and differences that the header's resolution
 * and the round trip explain count as none.
 */
export class ServerClock {
  #offsetMs = 0;
  #bestRoundTripMs = Number.POSITIVE_INFINITY;

  /** `date` is the answer's Date header; the instants are this browser's, in ms. */
  observe(date: string | null, sentAt: number, receivedAt: number): void {
    const serverSecond = date === null ? Number.NaN : Date.parse(date);
    const roundTrip = receivedAt - sentAt;
    if (Number.isNaN(serverSecond)) return;
    if (roundTrip > this.#bestRoundTripMs) {
      this.#bestRoundTripMs *= 1.1; // so that a clock that is set while the tab is open is noticed after a while
      return;
    }
    this.#bestRoundTripMs = roundTrip;
    const offset = serverSecond + 500 - (sentAt + receivedAt) / 2;
    this.#offsetMs = Math.abs(offset) <= 1_000 + roundTrip / 2 ? 0 : Math.round(offset);
  }

  /** Now, by the server's clock, ms since the epoch. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** How far the server's clock is ahead of this browser's, ms. */
  get offsetMs(): number {
    return this.#offsetMs;
  }
}

/** The one clock of this tab. */
export const serverClock = new ServerClock();
