import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DecisionRecord, RunResult } from './run-result.js';
import type { FillView } from './strategy.js';

/** Doubles as their shortest exact decimal form; JSON has no NaN, so it is spelled. */
const exact = (value: number): string => (Number.isNaN(value) ? 'NaN' : String(value));

/** Canonical text of a decision record. */
export function decisionRow(row: DecisionRecord, slugOf: (market: number) => string): string {
  const gates = row.gates.map(
    (gate) => `${gate.gate}=${exact(gate.value)}/${exact(gate.threshold)}/${gate.passed}`,
  );
  const factors = row.confidence.map((factor) => `${factor.factor}=${exact(factor.score)}/${factor.known}`);
  const steps = row.sizing.map((step) => `${step.step}=${exact(step.usd)}`);
  return `decision|${row.time}|${slugOf(row.market)}|${row.action}|${row.label}|${row.verdict}|${[...gates, ...factors, ...steps].join(',')}`;
}

/** Canonical text of a fill. */
export const fillRow = (row: FillView): string =>
  `fill|${row.order.id}|${row.time}|${row.side}|${row.price}|${row.size}|${row.fee}|${row.liquidity}`;

function* canonicalRows(result: Omit<RunResult, 'outputHash'>, digest: string): Generator<string> {
  const slug = (market: number): string => result.catalog.markets[market]?.slug ?? '';
  yield `run|${result.strategy.name}|${result.strategy.version}|${digest}|${result.counts.events}`;
  for (const row of result.decisions) yield decisionRow(row, slug);
  for (const row of result.orders) {
    yield `order|${row.id}|${row.placedAt}|${slug(row.market)}|${row.side}|${row.limit}|${row.size}|${row.timeInForce}|${row.reduceOnly}|${row.tag}|${row.state}|${row.filled}|${row.reason ?? ''}`;
  }
  for (const row of result.fills) yield fillRow(row);
  for (const row of result.ledger) {
    yield `ledger|${row.time}|${row.kind}|${slug(row.market)}|${row.amount}|${row.cashAfter}`;
  }
  for (const row of result.settlements) {
    yield `settlement|${row.time}|${slug(row.market)}|${row.position}|${row.payout}|${row.cash}|${row.label}`;
  }
  for (const row of result.equityCurve)
    yield `equity|${row.time}|${row.equity}|${row.cash}|${row.openMarkets}`;
  for (const row of result.unsettled)
    yield `unsettled|${slug(row.market)}|${row.position}|${row.cost}|${row.mark}`;
}

/**
 * SHA-256 of everything a run decided and did, as canonical text rows of integers: the same for the same
 * inputs in another process, time zone or chunk size. 64 hex digits.
 *
 * @param digest of every decision, kept or not (`DecisionLog.digest`).
 */
export function outputHashOf(result: Omit<RunResult, 'outputHash'>, digest: string): string {
  const hash = sha256.create();
  for (const row of canonicalRows(result, digest)) hash.update(utf8ToBytes(`${row}\n`));
  return bytesToHex(hash.digest());
}
