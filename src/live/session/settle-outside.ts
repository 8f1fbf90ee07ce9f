import type { Catalog } from '../../engine/catalog.js';
import { USD_PER_DOLLAR, type Usd } from '../../engine/units.js';
import { wait } from '../orders/wait.js';
import type { Ports } from '../ports/ports.js';
import type { Fence, LiveStore } from '../store/live-store.js';
import type { MarketFeed } from '../venues/market-feed.js';

const AGAIN_MS = 500;

/** Whom it asks. */
export interface SettleParts {
  readonly account: string;
  readonly catalog: Catalog;
  readonly store: LiveStore;
  readonly feed: Pick<MarketFeed, 'payouts'>;
  readonly ports: Ports;
  readonly fence: Fence;
}

/**
 * Pays out holdings in markets that this session does not follow and that were decided, while nothing ran or in another
 * session. What is not decided yet stays as it is.
 *
 * @returns the markets that were paid out.
 */
export async function settleOutside({
  account,
  catalog,
  store,
  feed,
  ports,
  fence,
}: SettleParts): Promise<readonly string[]> {
  const followed = new Set(catalog.markets.map(({ slug }) => slug));
  const outside = (await store.holdings(account)).filter(
    ({ market, size }) => size !== 0 && !followed.has(market),
  );
  if (outside.length === 0) return [];
  const paid = await feed.payouts(outside.map(({ instrument }) => instrument));
  const settled = new Set<string>();
  for (const { market, outcome, instrument } of outside) {
    const each = paid.get(instrument);
    if (each === undefined || settled.has(market)) continue;
    const payout = (outcome === 'yes' ? each : USD_PER_DOLLAR - each) as Usd;
    for (;;) {
      // The store takes what it has as done.
      const answer = await store.settle(fence, market, { payout, time: ports.clock.now() });
      if (answer.kind === 'written') break;
      if (answer.kind === 'stale-epoch') return [...settled];
      await wait(ports.timers, AGAIN_MS);
    }
    settled.add(market);
  }
  return [...settled];
}
