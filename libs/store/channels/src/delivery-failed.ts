/** A notice that was not taken. `retryable` is false when the same attempt can never succeed (bad address, refused target). */
export class DeliveryFailed extends Error {
  readonly retryable: boolean;

  constructor(detail: string, retryable: boolean) {
    super(detail);
    this.name = 'DeliveryFailed';
    this.retryable = retryable;
  }
}
