import type { LiveLimits } from '../safety/live-limits.js';
import type { VenueMarket } from '../venues/fake/exchange/venue-market.js';
import type { VenueOrder } from '../venues/fake/exchange/venue-order.js';
import type { SimWorld } from './sim-world.js';

/** Money of an account in one market by what the venue has, 1e-6 dollars. */
interface AtRisk {
  readonly market: VenueMarket;
  /** Cost of what is held, and what open purchases may still spend. */
  readonly worst: number;
}

/** An intent as the store told of it, in the order in which it admitted them. */
export interface Admitted {
  readonly intent: string;
  /** When it was made, microseconds. */
  readonly at: number;
}

const MINUTE = 60_000_000;
/** What rounding to whole micro-dollars may come to over all fills of a day, 1e-6 dollars. */
const ROUNDING = 5_000;

/**
 * Whether an entry that the venue has taken keeps the limits, counted from the venue's own orders and its second ledger.
 * A session may count more than this at any instant, never less.
 *
 * @returns what is breached, in words; empty = nothing.
 */
export async function breachedLimits(
  world: SimWorld,
  order: VenueOrder,
  { limits, admitted }: { readonly limits: LiveLimits; readonly admitted: readonly Admitted[] },
): Promise<readonly string[]> {
  const intent = await world.store.intentByVenueOrder(order.id);
  if (intent === null || intent.purpose !== 'entry') return [];
  const { market } = order.request;
  const all = atRisk(world);
  const sum = (counts: (each: VenueMarket) => boolean): number =>
    all.reduce((total, each) => total + (counts(each.market) ? each.worst : 0), 0);
  const place = admitted.findIndex((each) => each.intent === intent.id);
  const since = (micros: number): number =>
    admitted.slice(0, place + 1).filter(({ at }) => at > intent.createdAt - micros).length;
  const rows: readonly (readonly [string, number, number | null])[] = [
    ['perMarket', sum((each) => each === market) - ROUNDING, limits.perMarket],
    ['perGame', sum((each) => each.info.game === market.info.game) - ROUNDING, limits.perGame],
    ['gross', sum(() => true) - ROUNDING, limits.gross],
    ['ordersPerMinute', since(MINUTE), limits.ordersPerMinute],
    ['ordersPerHour', since(60 * MINUTE), limits.ordersPerHour],
  ];
  return rows
    .filter(([, value, most]) => most !== null && value > most)
    .map(([name, value, most]) => `${name}: ${value} of at most ${most} with order ${order.id}`);
}

function atRisk(world: SimWorld): readonly AtRisk[] {
  const costs = heldAtCost(world);
  return world.venue.markets.map((market) => {
    const cost = (costs[market.tokens.yes] ?? 0) + (costs[market.tokens.no] ?? 0);
    const open = [...world.account.open]
      .filter(({ request }) => request.market === market && request.side === 'buy')
      .reduce(
        (total, { request, matched }) => total + (request.price * (request.size - matched)) / 10_000,
        0,
      );
    return { market, worst: cost + open };
  });
}

/**
 * Average cost of what is held of each token, 1e-6 dollars. A sale that failed counts as made: the account may not have
 * heard of it yet. A purchase that failed does not.
 */
function heldAtCost(world: SimWorld): Readonly<Record<string, number>> {
  const { ledger } = world.venue.exchange;
  const undecided = ledger.totals(world.account.wallet).shares;
  const held: Record<string, { size: number; cost: number }> = {};
  for (const { token, side, price, size, status } of ledger.fills(world.account.wallet)) {
    if (!undecided.has(token)) continue;
    const before = held[token] ?? { size: 0, cost: 0 };
    if (side === 'buy' && status !== 'FAILED') {
      // What was sold of a purchase that failed since is owed first.
      const after = before.size + Number(size);
      const added = Math.max(0, Math.min(Number(size), after));
      held[token] = { size: after, cost: before.cost + (Number(price) * added) / 10_000 };
    } else if (side === 'sell') {
      const after = before.size - Number(size);
      held[token] = { size: after, cost: after <= 0 ? 0 : (before.cost * after) / before.size };
    }
  }
  return Object.fromEntries(Object.entries(held).map(([token, { cost }]) => [token, cost]));
}
