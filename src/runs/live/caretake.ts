import { DEFAULT_LOT } from '../../engine/simulation/lot.js';
import type { Strategy } from '../../engine/strategy.js';
import { formatShares, formatUsd, type Shares, type Usd } from '../../engine/units.js';
import { flattener, watcher } from '../../live/session/caretakers.js';
import { notRedeemed, redeemedSince } from '../../live/session/compare-account.js';
import type { StartRequest } from './start-live.js';
import { startLive } from './start-live.js';

/** A session that is started to look after an account, not to trade a strategy. */
export type CaretakeRequest = Omit<StartRequest, 'fresh' | 'onStep' | 'alert'>;

const caretaken = (request: CaretakeRequest, strategy: () => Strategy): StartRequest => ({
  ...request,
  run: { ...request.run, run: { ...request.run.run, strategy } },
  fresh: true,
  onStep: () => undefined,
  alert: () => undefined,
});

/** What reconciling came to. */
export interface ReconcileReport {
  readonly agrees: boolean;
  readonly words: readonly string[];
}

/**
 * Ends what a dead session left open, and compares the account with the venue.
 *
 * @param accept books a difference in cash as a deposit or a withdrawal.
 */
export async function reconcileLive(request: CaretakeRequest, accept: boolean): Promise<ReconcileReport> {
  const { store, ports, run } = request;
  const { account } = run.live;
  const from = ports.clock.now();
  const running = await startLive(caretaken(request, watcher));
  const observed = running.session.gate.observing;
  const fence = running.session.fence;
  const words: string[] = [observed ?? 'the account agrees with the venue'];
  if (observed !== null && accept && fence !== null) {
    const last = await store.lastBalances(account);
    // What the venue said on another day is not what it has now.
    const seen = last !== null && last.at >= from ? last : null;
    const { cash } = await store.totals(account);
    const settled = seen === null ? [] : await store.settled(account, redeemedSince(seen.at));
    // What was won and not redeemed is no withdrawal.
    const owed = seen === null ? null : notRedeemed(settled, seen);
    // Nothing is booked on what the venue did not say.
    const off = seen === null || owed === null ? 0 : seen.cash + owed - cash;
    if (seen === null) words.push('nothing was booked: the venue did not say what is there');
    if (off !== 0) {
      const why = { at: ports.clock.now(), reason: 'accepted at a reconciliation' };
      await store.adjustCash(fence, off as Usd, why);
      words.push(`booked ${formatUsd(off as Usd)} USD as a ${off > 0 ? 'deposit' : 'withdrawal'}`);
    }
  }
  await running.stop('reconciled');
  return { agrees: observed === null, words };
}

/** Sells everything that is held. Returns what is still held when the time is up. */
export async function flattenLive(
  request: CaretakeRequest,
  limit: { readonly seconds: number; readonly lookMs: number },
): Promise<readonly string[]> {
  const { store, ports, run } = request;
  const running = await startLive(caretaken(request, flattener));
  const until = ports.clock.monotonicMs() + limit.seconds * 1_000;
  // Less than a lot cannot be sold: it pays when its market is decided.
  const held = async () => (await store.holdings(run.live.account)).filter(({ size }) => size >= DEFAULT_LOT);
  while ((await held()).length > 0 && ports.clock.monotonicMs() < until) {
    await new Promise((resolve) => setTimeout(resolve, limit.lookMs));
  }
  await running.stop('flattened');
  return (await held()).map(
    ({ market, outcome, size }) => `${formatShares(size as Shares)} ${outcome} of ${market}`,
  );
}
