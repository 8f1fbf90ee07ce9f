/**
 * Where an order stands. A crash can happen between any two of them: each is committed before what follows.
 *
 * - `planned`: the intent row is committed, identity of the order included;
 * - `signed`: the bytes that will leave are known;
 * - `sending`: committed before the first byte leaves;
 * - `unknown`: the venue may or may not have it; only proof leads out (`docs/live.md`);
 * - `abandoned`: proven that it never left this machine;
 * - `never-placed`: proven by the venue that it never got it.
 */
export const INTENT_STATES = [
  'planned',
  'signed',
  'sending',
  'live',
  'delayed',
  'partial',
  'unknown',
  'filled',
  'cancelled',
  'expired',
  'rejected',
  'abandoned',
  'never-placed',
] as const;
export type IntentState = (typeof INTENT_STATES)[number];

const AT_VENUE = ['live', 'delayed', 'partial', 'filled', 'cancelled', 'expired'] as const;

/** Every step that may be taken. The database holds the same table and refuses all others by trigger. */
export const TRANSITIONS: Readonly<Record<IntentState, readonly IntentState[]>> = {
  planned: ['signed', 'abandoned'],
  signed: ['sending', 'abandoned'],
  sending: [...AT_VENUE, 'rejected', 'unknown', 'abandoned'],
  unknown: [...AT_VENUE, 'rejected', 'never-placed'],
  delayed: ['live', 'partial', 'filled', 'cancelled', 'expired', 'rejected'],
  live: ['partial', 'filled', 'cancelled', 'expired'],
  partial: ['filled', 'cancelled', 'expired'],
  filled: [],
  cancelled: [],
  expired: [],
  rejected: [],
  abandoned: [],
  'never-placed': [],
};

/** Nothing follows it: the order can take no more from the book. A fill of before may still be told. */
export const isTerminal = (state: IntentState): boolean => TRANSITIONS[state].length === 0;
