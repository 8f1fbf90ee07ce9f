import type { OutboundOrder } from '../../engine/session/outbound.js';
import { collarRefusal } from '../safety/price-collar.js';
import type { Admission } from '../store/live-store.js';
import type { PlaceOutcome } from '../venues/venue-adapter.js';
import type { DeskContext } from './desk-context.js';
import { inOwnTerms } from './in-own-terms.js';
import type { NewIntent } from './intent.js';
import { draftIntent } from './make-intent.js';
import type { OwnHoldings } from './own-holdings.js';
import { moveOrder } from './store-writes.js';
import type { TrackedOrder } from './tracked-order.js';
import { wait } from './wait.js';

/** What is kept free of the lease beyond the longest POST. */
const LEASE_MARGIN_MS = 1_000;
/** Journal lines that one admission may carry. */
const JOURNAL_LINES = 2_000;
const AGAIN_MS = 500;

export type Prepared =
  | { readonly kind: 'intent'; readonly intent: NewIntent }
  | { readonly kind: 'refused'; readonly reason: string };

/** Everything that is decided before the first write: terms, gate, collar, identity. */
export function prepareIntent(context: DeskContext, order: OutboundOrder, holdings: OwnHoldings): Prepared {
  const market = context.catalog.markets[order.market];
  const instruments = market === undefined ? null : context.instruments.of(market.slug);
  if (instruments === null) return { kind: 'refused', reason: 'the venue has no instrument of this market' };
  const own = inOwnTerms(order, {
    held: holdings.held(instruments),
    sellable: holdings.sellable(instruments),
  });
  if (own.kind === 'refused') return own;
  const { terms } = own;
  const now = context.ports.clock.now();
  const inPlay = context.isInPlay(order.market);
  const departure = { market: order.market, purpose: terms.purpose, inPlay, postOnly: order.postOnly, now };
  const refusal = context.gate.refusal(departure) ?? priceRefusal(context, order, instruments.yes);
  if (refusal !== null) return { kind: 'refused', reason: refusal };
  const draft = draftIntent(context, order, { terms, instrument: instruments[terms.outcome] });
  const identified = context.venue.identify(draft);
  if (identified.kind === 'refused') return identified;
  return { kind: 'intent', intent: { ...draft, ...identified.identity } };
}

function priceRefusal(context: DeskContext, order: OutboundOrder, instrument: string): string | null {
  // What only takes risk away may go at any price that its owner names.
  if (order.reduceOnly) return null;
  const tick = context.instruments.tickOf(instrument);
  if (tick === null) return 'the tick of the market is not known';
  return collarRefusal(order, { mid: context.mid(order.market), tick }, context.limits);
}

/** Writes the intent. `null` = admitted; else why not. Comes back only when the store has really answered. */
export async function admitIntent(context: DeskContext, intent: NewIntent): Promise<string | null> {
  let mayBeWritten = false;
  for (;;) {
    const fence = context.fence();
    if (fence === null) return 'this process leads the account no more';
    const journal = context.journal().peek(JOURNAL_LINES);
    const dayStart = context.dayStart();
    const answer = await context.store.admit(fence, intent, { limits: context.limits, journal, dayStart });
    const last = journal.at(-1);
    if (answer.kind === 'admitted' && last !== undefined) context.journal().kept(last.sequence);
    mayBeWritten ||= answer.kind === 'ambiguous';
    if (answer.kind === 'ambiguous' || (answer.kind === 'not-written' && mayBeWritten)) {
      // Admitting it once more is safe: what was written answers `known`. That a later try was not, says nothing of it.
      await wait(context.ports.timers, AGAIN_MS);
      continue;
    }
    if (answer.kind === 'stale-epoch') context.standDown('another process leads this account');
    return admissionRefusal(answer);
  }
}

function admissionRefusal(answer: Exclude<Admission, { readonly kind: 'ambiguous' }>): string | null {
  switch (answer.kind) {
    case 'admitted':
    case 'known':
      return null;
    case 'entry-open':
      return `another entry in ${answer.market} has not ended`;
    case 'limit':
      return `${answer.limit}: ${answer.detail}`;
    case 'killed':
      return `halted: ${answer.reason}`;
    case 'disarmed':
      return 'the account is not armed for live orders';
    case 'stale-epoch':
      return 'another process leads this account';
    default:
      return `the store could not write it: ${answer.reason}`;
  }
}

export type Sent =
  | { readonly kind: 'outcome'; readonly outcome: PlaceOutcome }
  /** Nothing left. */
  | { readonly kind: 'held-back'; readonly reason: string }
  | { readonly kind: 'not-leader' };

/** Signs, commits each step before the next, and sends exactly once. */
export async function signAndSend(context: DeskContext, order: TrackedOrder): Promise<Sent> {
  const { intent } = order;
  let signed: Awaited<ReturnType<typeof context.venue.sign>>;
  try {
    signed = await context.venue.sign(intent);
  } catch (cause) {
    return {
      kind: 'held-back',
      reason: `it could not be signed: ${cause instanceof Error ? cause.message : 'unknown'}`,
    };
  }
  if (signed.venueOrderId !== intent.venueOrderId) {
    context.halt('signer', 'the signed order has another id than its intent');
    return { kind: 'held-back', reason: 'the signed order has another id than its intent' };
  }
  if ((await moveOrder(context, order, { to: 'signed', reason: null })) !== 'moved')
    return { kind: 'not-leader' };
  const late = lateRefusal(context, order);
  if (late !== null) return { kind: 'held-back', reason: late };
  if ((await moveOrder(context, order, { to: 'sending', reason: null })) !== 'moved')
    return { kind: 'not-leader' };
  // The store may have taken long: what was true before the last commit is asked once more, and nothing waits after it.
  const latest = lateRefusal(context, order);
  if (latest !== null) return { kind: 'held-back', reason: latest };
  return { kind: 'outcome', outcome: await context.venue.place(signed) };
}

/** Why an order that was admitted must not leave after all. */
function lateRefusal(context: DeskContext, order: TrackedOrder): string | null {
  const { intent } = order;
  if (order.cancelWanted) return 'cancelled by its owner';
  if (context.fence() === null) return 'this process leads the account no more';
  if (context.leaseLeftMs() <= context.postTimeoutMs + LEASE_MARGIN_MS)
    return 'the lease is too short for a POST';
  const market = context.catalog.markets.find(({ slug }) => slug === intent.market)?.index;
  if (market === undefined) return 'the market is not in the catalog';
  const now = context.ports.clock.now();
  const inPlay = context.isInPlay(market);
  return context.gate.refusal({ market, purpose: intent.purpose, inPlay, postOnly: intent.postOnly, now });
}
