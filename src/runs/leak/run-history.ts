import type { RunResult } from '../../engine/run-result.js';

/** One thing that a run decided or did: when, about which market, and all that can differ. */
export interface Deed {
  readonly time: number;
  readonly market: number;
  readonly what: string;
}

/** What a run decided and did, in order, with times `shift` microseconds earlier. Orders keep no id: it hangs on names. */
export function deedsOfRun(result: RunResult, shift = 0): readonly Deed[] {
  const at = (time: number): number => time - shift;
  const decisions = result.decisions.map(({ time, market, ...decision }) => ({
    time: at(time),
    market,
    what: `decision ${JSON.stringify(decision)}`,
  }));
  const orders = result.orders.map(({ placedAt, market, side, limit, size, tag }) => ({
    time: at(placedAt),
    market,
    what: `order ${JSON.stringify([side, limit, size, tag])}`,
  }));
  const fills = result.fills.map(({ time, market, side, price, size, fee }) => ({
    time: at(time),
    market,
    what: `fill ${JSON.stringify([side, price, size, fee])}`,
  }));
  const cash = result.ledger.slice(1).map(({ time, market, kind, amount }) => ({
    time: at(time),
    market,
    what: `cash ${JSON.stringify([kind, amount])}`,
  }));
  return [...decisions, ...orders, ...fills, ...cash].sort((a, b) => a.time - b.time);
}

/** The first deed that two runs do not share up to and at `until`; `null` = they did the same. */
export function firstDifference(
  one: readonly Deed[],
  other: readonly Deed[],
  until = Number.POSITIVE_INFINITY,
): Deed | null {
  const [left, right] = [one, other].map((deeds) => deeds.filter(({ time }) => time <= until));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  for (let i = 0; i < length; i += 1) {
    const [a, b] = [left?.[i], right?.[i]];
    if (a?.time === b?.time && a?.market === b?.market && a?.what === b?.what) continue;
    return [a, b].filter((deed) => deed !== undefined).sort((x, y) => x.time - y.time)[0] ?? null;
  }
  return null;
}
