/** A timer that was set; opaque. */
export interface Timer {
  readonly timer: unique symbol;
}

/** Waiting. A callback that throws is a fault of the process. */
export interface Timers {
  after(delayMs: number, run: () => void): Timer;
  cancel(timer: Timer): void;
}
