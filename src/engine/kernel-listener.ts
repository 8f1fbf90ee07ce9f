import type { DecisionRecord, EquityPoint, LedgerRow, RoundTrip, SettlementRow } from './run-result.js';
import type { FillView } from './strategy.js';

/**
 * Hears what a run leaves behind, row by row as it happens. A kernel that has one keeps none of these lists, so
 * that its memory does not grow with its life.
 */
export interface KernelListener {
  decision(record: DecisionRecord): void;
  fill(fill: FillView): void;
  movement(row: LedgerRow): void;
  settlement(row: SettlementRow): void;
  roundTrip(trip: RoundTrip): void;
  equity(point: EquityPoint): void;
}
