import type { OrderDesk } from '../orders/order-desk.js';
import type { TradingGate } from '../safety/trading-gate.js';
import type { Fence, LiveStore } from '../store/live-store.js';
import type { VenueAdapter } from '../venues/venue-adapter.js';
import { compareAccount, isSameMoney, notRedeemed, redeemedSince } from './compare-account.js';

/** What a comparison came to. */
export type Reconciled =
  | { readonly kind: 'agrees' }
  /** Orders or fills are under way: money and shares are compared when they have come to rest. */
  | { readonly kind: 'under-way' }
  | { readonly kind: 'differs'; readonly differences: readonly string[] }
  | { readonly kind: 'not-read'; readonly reason: string };

/** Whom a comparison asks. */
export interface ReconcileParts {
  readonly account: string;
  readonly desk: OrderDesk;
  readonly store: LiveStore;
  readonly venue: VenueAdapter;
  fence(): Fence | null;
}

/** Orders first, then money and shares, against the venue. */
export async function reconcileAccount({
  account,
  desk,
  store,
  venue,
  fence,
}: ReconcileParts): Promise<Reconciled> {
  if (!(await desk.look())) return { kind: 'not-read', reason: 'open orders or trades could not be read' };
  const before = await store.totals(account);
  if (before.pending !== 0 || desk.open.length > 0) return { kind: 'under-way' };
  const holdings = (await store.holdings(account)).filter(({ size }) => size !== 0);
  const first = await venue.balances(holdings.map(({ instrument }) => instrument));
  if (first.kind === 'failed') return { kind: 'not-read', reason: first.reason };
  const after = await store.totals(account);
  if (after.cash !== before.cash || desk.open.length > 0) return { kind: 'under-way' };
  // Money of decided markets is shares at the venue until somebody redeems them: asked for only when money is off.
  const settled = isSameMoney(after.cash, first.value.cash)
    ? []
    : await store.settled(account, redeemedSince(first.at));
  const asked = [...holdings, ...settled].map(({ instrument }) => instrument);
  const balances = settled.length === 0 ? first : await venue.balances(asked);
  if (balances.kind === 'failed') return { kind: 'not-read', reason: balances.reason };
  const owed = notRedeemed(settled, balances.value);
  if (owed === null) return { kind: 'not-read', reason: 'shares of a decided market were not told' };
  const held = fence();
  const { cash, shares } = balances.value;
  if (held !== null) await store.saveBalances(held, { at: balances.at, cash, shares });
  const differences = compareAccount({ cash: after.cash, holdings }, balances.value, owed);
  return differences.length === 0 ? { kind: 'agrees' } : { kind: 'differs', differences };
}

/** What a comparison does to the gate. A first one that finds orders under way lets trading begin; a failed one never does. */
export function applyReconciled(gate: TradingGate, result: Reconciled): void {
  switch (result.kind) {
    case 'agrees':
      gate.observeOnly(null);
      return;
    case 'under-way':
      if (gate.observing === NOT_RECONCILED) gate.observeOnly(null);
      return;
    case 'differs':
      gate.observeOnly(`the account does not agree with the venue: ${result.differences.join('; ')}`);
      return;
    default:
      if (gate.observing !== null) gate.observeOnly(`${NOT_READ}: ${result.reason}`);
  }
}

export const NOT_RECONCILED = 'not reconciled yet';
const NOT_READ = 'the venue could not be read';
