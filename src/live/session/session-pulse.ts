import type { MarketIndex } from '../../engine/ids.js';
import type { FunnelRow } from '../../engine/run-result.js';
import { MICROS_PER_SECOND, type Micros, type Price, type Usd } from '../../engine/units.js';
import type { FeedCounts } from '../venues/market-feed.js';
import type { TrailPoint } from './equity-trail.js';
import type { SessionCore } from './session-core.js';
import type { SessionState } from './session-options.js';

/** What a session holds of one market, at the prices that it last heard. */
export interface PulseHolding {
  readonly market: string;
  readonly question: string;
  /** Signed YES shares, 1e-6: NO below 0. */
  readonly size: number;
  readonly cost: Usd;
  /** What selling it at the touch would bring, fees apart. */
  readonly worth: Usd;
  /** Best prices of YES; `null` = that side is empty or the book is not known. */
  readonly bid: Price | null;
  readonly ask: Price | null;
}

/** How a session does at one instant, for whoever looks from outside. Everything in it is told by the session itself. */
export interface SessionPulse {
  readonly session: string;
  readonly at: Micros;
  readonly state: SessionState;
  /** Why no entry may leave; `null` = they may. */
  readonly because: string | null;
  readonly equity: Usd;
  readonly trail: readonly TrailPoint[];
  readonly open: number;
  readonly unknown: number;
  readonly holdings: readonly PulseHolding[];
  readonly funnel: readonly FunnelRow[];
  /** What the feed had to mend or could not read, since it started. */
  readonly feed: FeedCounts;
  /** Alerts by topic, since this process started. */
  readonly alerts: Readonly<Record<string, number>>;
}

/** A session tells every two seconds: what is older than this is not how it does now. */
const FRESH = 10 * MICROS_PER_SECOND;

/** Whether what was told at `at` is still how it does at `now`. */
export const isFresh = (at: Micros, now: Micros): boolean => now - at <= FRESH;

/** The part of a pulse that the kernel knows. */
export function kernelPulse({
  kernel,
  trail,
}: SessionCore): Pick<SessionPulse, 'equity' | 'trail' | 'holdings' | 'funnel'> {
  return {
    equity: kernel.view.equity,
    trail: trail.points,
    holdings: [...kernel.account.portfolio.held].map((market) => holding(kernel, market)),
    funnel: kernel.funnel,
  };
}

function holding(kernel: SessionCore['kernel'], market: MarketIndex): PulseHolding {
  const { slug, question } = kernel.view.market(market);
  const { size, cost } = kernel.view.position(market);
  const { bid, ask } = kernel.view.book(market);
  return { market: slug, question, size, cost, worth: kernel.valueOf(market), bid, ask };
}
