import type { DecisionRecord, RunResult } from '../engine/run-result.js';
import { formatSigned } from './format.js';
import type { TradeRow } from './trade-rows.js';

/** A decision that is worth a look, and why it was picked. */
export interface DecisionSample {
  readonly why: string;
  readonly market: string;
  readonly question: string;
  readonly record: DecisionRecord;
}

const NEAR_MISSES = 4;

/**
 * Decisions to drill into: those that opened the best, the worst and the first trade, the exit of the worst,
 * and the first near miss of up to four gates (blocked by that gate alone).
 */
export function decisionSamples(result: RunResult, trades: readonly TradeRow[]): readonly DecisionSample[] {
  const samples = [...tradeDecisions(result, trades), ...nearMisses(result)];
  const seen = new Set<DecisionRecord>();
  return samples.filter(({ record }) => !seen.has(record) && seen.add(record));
}

function tradeDecisions(result: RunResult, trades: readonly TradeRow[]): readonly DecisionSample[] {
  const ranked = trades.filter((trade) => trade.pnlUsd !== null).sort((a, b) => pnl(b) - pnl(a));
  const picks: readonly [TradeRow | undefined, 'enter' | 'exit', string][] = [
    [ranked[0], 'enter', 'Opened the best trade'],
    [ranked.at(-1), 'enter', 'Opened the worst trade'],
    [ranked.at(-1), 'exit', 'Closed the worst trade'],
    [trades[0], 'enter', 'Opened the first trade'],
  ];
  return picks.flatMap(([trade, action, why]) => {
    const record = trade && decisionOf(result, trade, action);
    const outcome = trade?.pnlUsd == null ? 'still open' : `${formatSigned(trade.pnlUsd)} USD`;
    return record ? [sample(result, record, `${why} (${outcome})`)] : [];
  });
}

const pnl = (trade: TradeRow): number => trade.pnlUsd ?? 0;

/** The last decision of that kind in the trade's market that acted before its first or last fill. */
function decisionOf(
  result: RunResult,
  trade: TradeRow,
  action: 'enter' | 'exit',
): DecisionRecord | undefined {
  const until = action === 'enter' ? trade.openedAt : trade.closedAt;
  const from = action === 'enter' ? Number.NEGATIVE_INFINITY : trade.openedAt;
  return result.decisions.findLast(
    (record) =>
      record.verdict === 'acted' &&
      record.action === action &&
      record.time <= until &&
      record.time >= from &&
      result.catalog.markets[record.market]?.slug === trade.market,
  );
}

function nearMisses(result: RunResult): readonly DecisionSample[] {
  const byGate = new Map<string, DecisionRecord>();
  for (const record of result.decisions) {
    if (
      record.action === 'exit' ||
      record.action === 'order' ||
      record.blockedBy === null ||
      byGate.has(record.blockedBy)
    )
      continue;
    byGate.set(record.blockedBy, record);
    if (byGate.size === NEAR_MISSES) break;
  }
  return [...byGate].map(([gate, record]) => sample(result, record, `Near miss: only ${gate} said no`));
}

function sample(result: RunResult, record: DecisionRecord, why: string): DecisionSample {
  const market = result.catalog.markets[record.market];
  return { why, market: market?.slug ?? '', question: market?.question ?? '', record };
}
