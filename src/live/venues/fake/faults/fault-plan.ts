import { randomStream } from '../../../../engine/random.js';

/**
 * Every fault with the highest rate that a plan gives it: share of requests, messages, trades, markets or calls of the store, or
 * times an hour, as the first word says.
 */
export const FAULTS = {
  'request-lost': 0.05,
  'request-refused': 0.03,
  'request-slow': 0.05,
  'request-twice': 0.05,
  'request-rate-limited': 0.05,
  'response-lost': 0.1,
  'response-slow': 0.05,
  'response-server-error': 0.05,
  'response-html': 0.03,
  'response-truncated': 0.03,
  'response-error-in-ok': 0.03,
  'message-lost': 0.05,
  'message-twice': 0.2,
  'message-late': 0.1,
  'message-truncated': 0.01,
  'message-unknown-kind': 0.02,
  'message-unknown-status': 0.01,
  'message-status-back': 0.02,
  'message-stale-book': 0.01,
  'message-crossed-book': 0.01,
  'socket-drop': 0.002,
  'socket-freeze': 0.0005,
  'hourly-cancel-only': 1,
  'hourly-restart': 0.5,
  'hourly-disabled': 0.5,
  'hourly-rules': 2,
  'hourly-version': 0.5,
  'hourly-resolution': 0.2,
  'hourly-cancel-all': 1,
  'hourly-clock': 0.5,
  'trade-failed': 0.35,
  'trade-reorganised': 0.05,
  'trade-retrying': 0.1,
  'market-redeemed-late': 1,
  'store-slow': 0.01,
  'store-answer-lost': 0.01,
  'store-not-written': 0.01,
  'hourly-store-outage': 1,
  'hourly-crash': 2,
  'hourly-pause': 2,
  'request-crash': 0.002,
} as const;
export type Fault = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as readonly Fault[];

/** Rate of each fault; 0 = it does not happen. */
export type FaultPlan = Readonly<Record<Fault, number>>;

/** Share of the catalogue that a seed switches on. */
const SHARE_ON = 0.4;

/** The plan of a seed. */
export function drawFaults(seed: string): FaultPlan {
  const rates = FAULT_NAMES.map((name): [Fault, number] => {
    const stream = randomStream({ seed, strategy: 'faults', market: name, purpose: 'plan' });
    const isOn = stream.uniform() < SHARE_ON;
    return [name, isOn ? FAULTS[name] * (0.2 + 0.8 * stream.uniform()) : 0];
  });
  return Object.fromEntries(rates) as Record<Fault, number>;
}

/** Nothing goes wrong. */
export const NO_FAULTS = Object.fromEntries(FAULT_NAMES.map((name) => [name, 0])) as FaultPlan;
