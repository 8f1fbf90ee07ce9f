import { orderId } from '../../../engine/ids.js';
import type { Micros, Price, Shares, Usd } from '../../../engine/units.js';
import type { NewIntent } from '../../orders/intent.js';
import type { VenueFill } from '../../orders/venue-fill.js';
import type { AccountRow, AdmissionLimits, AuditRow, Fence, LiveStore, SessionRow } from '../live-store.js';

/** 2026-09-13 17:00 UTC, when every test begins. */
export const T0 = 1_789_318_800_000_000 as Micros;
export const SECOND = 1_000_000;
export const later = (seconds: number): Micros => (T0 + seconds * SECOND) as Micros;
export const dollars = (amount: number): Usd => Math.round(amount * 1e6) as Usd;

export const shares = (count: number): Shares => Math.round(count * 1e6) as Shares;
export const TEST_AUDIT: AuditRow = {
  at: T0,
  actor: 'operator',
  action: 'test',
  detail: 'ünïcode, "quotes"',
};

export const NO_LIMITS: AdmissionLimits = {
  perOrder: null,
  perMarket: null,
  perGame: null,
  gross: null,
  dailyTraded: null,
  ordersPerMinute: null,
  ordersPerHour: null,
  repeatSeconds: 0,
  fillsPerMinutePerMarket: null,
  cashFloor: 0 as Usd,
};

export const paperAccount = (name = 'paper'): AccountRow => ({
  name,
  venue: 'polymarket',
  mode: 'paper',
  funder: null,
  signer: null,
  signatureType: null,
  armed: false,
  createdAt: T0,
});

export const sessionOf = (account: string, id = 'session-1'): SessionRow => ({
  id,
  account,
  mode: 'paper',
  strategy: 'favourite-dip',
  strategyVersion: '1',
  document: '{"strategy":"favourite-dip"}',
  documentHash: 'd'.repeat(64),
  buildHash: 'b'.repeat(64),
  startedAt: T0,
  endedAt: null,
  endReason: null,
});

/** An entry of 10 shares of YES at 0.50, unless told otherwise. `number` makes the ids. */
export const intentOf = (number: number, change: Partial<NewIntent> = {}): NewIntent => {
  const hex = number.toString(16);
  const market = change.market ?? 'chiefs-chargers';
  const outcome = change.outcome ?? 'yes';
  return {
    id: hex.padStart(32, '0'),
    session: 'session-1',
    account: 'paper',
    strategy: 'favourite-dip',
    orderId: orderId(hex.padStart(16, '0')),
    market,
    game: `game-of-${market}`,
    sport: 'nfl',
    instrument: `${market}-${outcome}`,
    outcome,
    purpose: 'entry',
    side: 'buy',
    limit: 5_000 as Price,
    size: 10_000_000 as Shares,
    timeInForce: 'gtc',
    postOnly: false,
    expiresAt: null,
    reserved: dollars(5),
    salt: number,
    signedAtMs: T0 / 1000,
    domainVersion: '2',
    contract: `0x${'c'.repeat(40)}`,
    venueOrderId: `0x${hex.padStart(64, '0')}`,
    journalSequence: 0,
    tag: 'entry',
    createdAt: later(number),
    ...change,
  };
};

/** A pending fill of all of an intent at its limit without a fee, unless told otherwise. */
export const fillOf = (intent: NewIntent, tradeId: string, change: Partial<VenueFill> = {}): VenueFill => ({
  tradeId,
  venueOrderId: intent.venueOrderId,
  instrument: intent.instrument,
  side: intent.side,
  price: intent.limit,
  size: intent.size,
  fee: 0 as Usd,
  liquidity: 'taker',
  status: 'matched',
  venueTime: later(100),
  ...change,
});

/** An account with 1,000 dollars, its lease and an open session. */
export async function openWorld(store: LiveStore, name = 'paper'): Promise<Fence> {
  await store.putAccount(paperAccount(name), dollars(1000));
  const lease = await store.acquireLease(name, 'holder-1', { now: T0, ttlMs: 10_000 });
  if (lease.kind !== 'leader') throw new Error(`the lease is ${lease.kind}`);
  await store.openSession(lease.fence, sessionOf(name));
  return lease.fence;
}

/** Admits without limits and moves the intent to `sending`. */
export async function send(store: LiveStore, fence: Fence, intent: NewIntent): Promise<void> {
  await store.admit(fence, intent, { limits: NO_LIMITS, journal: [], dayStart: T0 });
  for (const to of ['signed', 'sending'] as const) {
    await store.transition(fence, { intent: intent.id, to, reason: null, at: intent.createdAt });
  }
}
