import { assertNever } from '../assert.js';
import { exactLog } from '../exact-math.js';
import { randomStream } from '../random.js';
import { MICROS_PER_MILLISECOND } from '../units.js';

/** How long a message takes each way, milliseconds. */
export type LatencyOptions =
  | {
      readonly kind?: 'constant';
      /** From the strategy's decision until the venue has the order. */
      readonly entryMs: number;
      /** The same for a cancel, and for a replacement. */
      readonly cancelMs: number;
      /** From a match at the venue until the strategy hears of it. */
      readonly responseMs: number;
    }
  /** Each message draws its own: `minimum + exponential(mean - minimum)`, the shape of a network's delays. */
  | { readonly kind: 'sampled'; readonly minimumMs: number; readonly meanMs: number }
  /** What the market's last event took on its way here, times `factor`, and at least `minimumMs`. */
  | { readonly kind: 'data'; readonly factor: number; readonly minimumMs: number };

/** What travels: an order, a cancel or replacement, or the venue's answer. */
export type MessageKind = 'entry' | 'cancel' | 'response';

/** Delays of messages. A draw depends on its message alone, not on what else happens. */
export class Latency {
  readonly #options: LatencyOptions;
  readonly #seed: string;

  constructor(options: LatencyOptions, seed: string) {
    this.#options = options;
    this.#seed = seed;
  }

  /** The longest that a message may take without being drawn, microseconds; for waiting at the end of data. */
  get typicalMicros(): number {
    const options = this.#options;
    if (isConstant(options)) {
      return (options.entryMs + options.cancelMs + options.responseMs) * MICROS_PER_MILLISECOND;
    }
    return 10 * (options.kind === 'sampled' ? options.meanMs : options.minimumMs) * MICROS_PER_MILLISECOND;
  }

  /**
   * Delay of one message, whole microseconds.
   *
   * @param lag of the market's last event, local less venue time, microseconds.
   */
  of(kind: MessageKind, order: { readonly id: string }, lag: number): number {
    const options = this.#options;
    if (isConstant(options)) return constantMs(options, kind) * MICROS_PER_MILLISECOND;
    switch (options.kind) {
      case 'sampled': {
        const key = { seed: this.#seed, strategy: 'venue', market: order.id, purpose: kind };
        const drawn = exponential(randomStream(key).uniform()) * (options.meanMs - options.minimumMs);
        return Math.round((options.minimumMs + drawn) * MICROS_PER_MILLISECOND);
      }
      case 'data':
        return Math.max(
          options.minimumMs * MICROS_PER_MILLISECOND,
          Math.round(Math.max(0, lag) * options.factor),
        );
      default:
        return assertNever(options);
    }
  }
}

/** The same latency with every message `extraMs` slower; one that follows the data takes at least that much. */
export function slowedBy(options: LatencyOptions, extraMs: number): LatencyOptions {
  if (isConstant(options)) {
    const { entryMs, cancelMs, responseMs } = options;
    return {
      ...options,
      entryMs: entryMs + extraMs,
      cancelMs: cancelMs + extraMs,
      responseMs: responseMs + extraMs,
    };
  }
  const minimumMs = options.minimumMs + extraMs;
  return options.kind === 'sampled'
    ? { ...options, minimumMs, meanMs: options.meanMs + extraMs }
    : { ...options, minimumMs };
}

type ConstantLatency = Extract<LatencyOptions, { readonly entryMs: number }>;

const isConstant = (options: LatencyOptions): options is ConstantLatency => 'entryMs' in options;

function constantMs(options: ConstantLatency, kind: MessageKind): number {
  if (kind === 'entry') return options.entryMs;
  return kind === 'cancel' ? options.cancelMs : options.responseMs;
}

/** A draw of the exponential distribution with mean 1. */
const exponential = (uniform: number): number => -exactLog(1 - uniform);
