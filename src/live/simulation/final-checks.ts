import { DEFAULT_LOT } from '../../engine/simulation/lot.js';
import { isTerminal } from '../orders/intent-state.js';
import type { VenueFill } from '../orders/venue-fill.js';
import type { Checkers } from './checkers.js';
import type { SimTrader } from './sim-trader.js';
import type { SimWorld } from './sim-world.js';

const FROM_THE_START = 0 as never;

/** Everything that must hold when faults have been over for long enough: money, fills, orders, queues. */
export async function checkTheEnd(world: SimWorld, trader: SimTrader, checkers: Checkers): Promise<void> {
  await checkFills(world, checkers);
  await checkMoney(world, checkers);
  await checkLedgerSums(world, checkers);
  await checkOpenOrders(world, checkers);
  await checkSession(world, trader, checkers);
}

/** I2: every fill of the venue stands in the store as it was, and no other. */
async function checkFills(world: SimWorld, checkers: Checkers): Promise<void> {
  const here = await world.store.fills('sim', FROM_THE_START);
  const key = ({ tradeId, venueOrderId }: Pick<VenueFill, 'tradeId' | 'venueOrderId'>): string =>
    `${tradeId} ${venueOrderId}`;
  const told = new Map(here.map((fill) => [key(fill), fill]));
  for (const fill of world.venue.exchange.ledger.fills(world.account.wallet)) {
    const found = told.get(key({ tradeId: fill.tradeId, venueOrderId: fill.orderId }));
    const failed = fill.status === 'FAILED';
    if (found === undefined) {
      // A trade that failed before anybody heard of it moved nothing.
      if (!failed) checkers.broke('I2', `fill ${fill.tradeId} of ${fill.orderId} is lost`);
      continue;
    }
    const asTold = failed
      ? found.status === 'failed'
      : BigInt(found.size) === fill.size &&
        BigInt(found.price) === fill.price &&
        BigInt(found.fee) === fill.fee &&
        found.side === fill.side &&
        found.instrument === fill.token &&
        found.status === 'confirmed';
    if (!asTold) {
      checkers.broke(
        'I2',
        `fill ${fill.tradeId}: venue ${fill.status} ${fill.side} ${fill.size} at ${fill.price} fee ${fill.fee}; store ${found.status} ${found.side} ${found.size} at ${found.price} fee ${found.fee}`,
      );
    }
    told.delete(key(found));
  }
  for (const fill of told.values()) checkers.broke('I2', `fill ${fill.tradeId} is not the venue's`);
}

/** I3: cash and shares equal the venue's second ledger to the micro-unit. */
async function checkMoney(world: SimWorld, checkers: Checkers): Promise<void> {
  const oracle = world.venue.exchange.ledger.totals(world.account.wallet);
  const totals = await world.store.totals('sim');
  if (BigInt(totals.cash) !== oracle.cash) {
    checkers.broke('I3', `cash is ${totals.cash} in the store and ${oracle.cash} at the venue`);
  }
  if (BigInt(totals.fees) !== oracle.fees) {
    checkers.broke('I3', `fees are ${totals.fees} in the store and ${oracle.fees} at the venue`);
  }
  if (totals.pending !== 0) checkers.broke('I3', `${totals.pending} are pending when everything has settled`);
  const holdings = (await world.store.holdings('sim')).filter(({ size }) => size !== 0);
  const shares = new Map(holdings.map(({ instrument, size }) => [instrument, BigInt(size)]));
  for (const token of new Set([...shares.keys(), ...oracle.shares.keys()])) {
    const [here, there] = [shares.get(token) ?? 0n, oracle.shares.get(token) ?? 0n];
    if (here !== there) checkers.broke('I3', `${here} of a token in the store and ${there} at the venue`);
  }
  // The exchange's own balances against the oracle: a fault of the venue itself.
  if (BigInt(world.account.cash) !== oracle.cash) {
    checkers.broke('venue', `the chain has ${world.account.cash}, the oracle ${oracle.cash}`);
  }
}

/** I4: the sides of every posting sum to zero in each commodity. */
async function checkLedgerSums(world: SimWorld, checkers: Checkers): Promise<void> {
  const sums = new Map<string, number>();
  for (const { posting, commodity, amount } of await world.store.ledger('sim', FROM_THE_START)) {
    const key = `${posting} ${commodity}`;
    sums.set(key, (sums.get(key) ?? 0) + amount);
  }
  for (const [key, sum] of sums) if (sum !== 0) checkers.broke('I4', `posting ${key} sums to ${sum}`);
}

/** Liveness: nothing is unknown, and what is open here is open there. */
async function checkOpenOrders(world: SimWorld, checkers: Checkers): Promise<void> {
  const open = await world.store.openIntents('sim', null);
  for (const { state, venueOrderId } of open) {
    const there = world.venue.exchange.orders.get(venueOrderId)?.isOpen === true;
    if (state === 'unknown' || !there)
      checkers.broke('liveness', `an order is still ${state}: ${venueOrderId}`);
  }
  for (const order of world.account.open) {
    const intent = await world.store.intentByVenueOrder(order.id);
    if (intent === null || isTerminal(intent.state))
      checkers.broke('I6', `${order.id} is open at the venue alone`);
  }
  await checkOutbox(world, checkers);
  if ((await world.store.brokenAuditLinks()).length > 0) checkers.broke('audit', 'the audit chain is broken');
}

/** I9: what its reader had when it died is offered again, and all that was ever told has come by then. */
async function checkOutbox(world: SimWorld, checkers: Checkers): Promise<void> {
  const later = (world.time.now + 3_600_000_000) as never;
  for (;;) {
    const rows = await world.store.claimOutbox('notify', 100, later);
    if (rows.length === 0) break;
    checkers.heard(rows);
    await world.store.ackOutbox(
      'notify',
      rows.map(({ id }) => id),
    );
  }
  const all = await world.store.claimOutbox('a reader of everything', 1_000_000, later);
  const missed = all.filter(({ id }) => !checkers.hasHeard(id));
  if (missed.length > 0) checkers.broke('I9', `${missed.length} messages were never delivered`);
}

/** The session must be ready to trade, and believe of cash and shares what the store has. */
async function checkSession(world: SimWorld, trader: SimTrader, checkers: Checkers): Promise<void> {
  const { session } = trader;
  if (session === null || session.state !== 'ready') {
    checkers.broke('liveness', `the session is ${session?.state ?? 'gone'}: ${session?.closedBecause ?? ''}`);
    return;
  }
  const { view } = session.kernel;
  const { cash, reserved } = await world.store.totals('sim');
  if (view.cash !== cash - reserved) {
    checkers.broke('I3', `cash is ${view.cash} in the session and ${cash - reserved} in the store`);
  }
  const held = await world.store.holdings('sim');
  for (const { index, slug } of world.season.catalog.markets) {
    const here = view.position(index).size;
    const stored = held
      .filter(({ market }) => market === slug)
      .reduce((sum, { outcome, size }) => sum + (outcome === 'yes' ? size : -size), 0);
    // A strategy sees whole lots.
    if (here !== stored - (stored % DEFAULT_LOT))
      checkers.broke('I3', `${slug}: ${here} in the session and ${stored} in the store`);
  }
}
