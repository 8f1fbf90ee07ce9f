/** Bounds of the data-health gate: beyond any of them no order that adds risk leaves. */
export interface HealthLimits {
  /** Age of what is known of a book while its game is on, milliseconds. */
  readonly bookAgeInPlayMs: number;
  /** And before it. */
  readonly bookAgeBeforeMs: number;
  /** How far the venue's clock may be off, its uncertainty included, milliseconds. */
  readonly clockOffsetMs: number;
  /** Age of the last clock reading, milliseconds. */
  readonly clockAgeMs: number;
  /** 99th percentile of how late the process wakes, milliseconds. */
  readonly loopDelayMs: number;
  /** A round trip to the store, milliseconds. */
  readonly storeMs: number;
  /** Orders of unknown outcome that may stand at once. */
  readonly unknownOrders: number;
  /** Age of the last accepted heartbeat, milliseconds. */
  readonly heartbeatAgeMs: number;
}

export const DEFAULT_HEALTH_LIMITS: HealthLimits = {
  bookAgeInPlayMs: 2_000,
  bookAgeBeforeMs: 10_000,
  clockOffsetMs: 2_000,
  clockAgeMs: 180_000,
  loopDelayMs: 50,
  storeMs: 100,
  unknownOrders: 2,
  heartbeatAgeMs: 10_000,
};
