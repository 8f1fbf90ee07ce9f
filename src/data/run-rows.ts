import type { MarketIndex } from '../engine/ids.js';
import { orderId } from '../engine/ids.js';
import type {
  DecisionRecord,
  EquityPoint,
  FunnelRow,
  LedgerRow,
  RoundTrip,
  SettlementRow,
  UnsettledRow,
} from '../engine/run-result.js';
import type { FillView, OrderView } from '../engine/strategy.js';
import { micros, price, shares, usd } from '../engine/units.js';
import type { ColumnWriter } from './append-rows.js';
import {
  beliefFromJson,
  beliefToJson,
  confidenceFromJson,
  confidenceToJson,
  gatesFromJson,
  gatesToJson,
  sizingFromJson,
  sizingToJson,
} from './decision-json.js';
import type { Row } from './row.js';
import { oneOf } from './words.js';

/** How rows of one part of a run are written, after run and position, and read back. */
export interface RunTable<Item> {
  readonly table: string;
  readonly columns: readonly ColumnWriter<Item>[];
  readonly read: (row: Row) => Item;
}

const ACTIONS = ['enter', 'exit', 'quote', 'order'] as const;
const SIDES = ['buy', 'sell'] as const;
const STATES = ['sending', 'live', 'filled', 'cancelled', 'rejected', 'expired'] as const;

/** -1 stands for no market, which the checking constructor refuses. */
const marketOf = (row: Row): MarketIndex => row.integer('market') as MarketIndex;
const timeOf = (row: Row) => micros(row.integer('time'));
const usdOf = (row: Row, name: string) => usd(row.integer(name));

/** The gate funnel as rows. */
export const FUNNEL: RunTable<FunnelRow> = {
  table: 'run_funnel',
  columns: [
    ['text', (each) => each.action],
    ['text', (each) => each.gate],
    ['bigint', (each) => each.reached],
    ['bigint', (each) => each.passed],
    ['bigint', (each) => each.blockedAlone],
  ],
  read: (row) => ({
    action: oneOf(ACTIONS, row.text('action')),
    gate: row.text('gate'),
    reached: row.integer('reached'),
    passed: row.integer('passed'),
    blockedAlone: row.integer('blocked_alone'),
  }),
};

/** Decisions as rows; gates, confidence and sizing as JSON. */
export const DECISIONS: RunTable<DecisionRecord> = {
  table: 'run_decisions',
  columns: [
    ['bigint', (each) => each.time],
    ['integer', (each) => each.market],
    ['text', (each) => each.action],
    ['text', (each) => each.label],
    ['text', (each) => each.verdict],
    ['text', (each) => each.blockedBy],
    ['text', (each) => gatesToJson(each.gates)],
    ['text', (each) => confidenceToJson(each.confidence)],
    ['text', (each) => sizingToJson(each.sizing)],
    ['text', (each) => beliefToJson(each.belief)],
  ],
  read: (row) => ({
    time: timeOf(row),
    market: marketOf(row),
    action: oneOf(ACTIONS, row.text('action')),
    label: row.text('label'),
    verdict: oneOf(['acted', 'blocked'], row.text('verdict')),
    blockedBy: row.textOrNull('blocked_by'),
    gates: gatesFromJson(row.text('gates')),
    confidence: confidenceFromJson(row.text('confidence')),
    sizing: sizingFromJson(row.text('sizing')),
    belief: beliefFromJson(row.textOrNull('belief')),
  }),
};

/** Orders as rows. */
export const ORDERS: RunTable<OrderView> = {
  table: 'run_orders',
  columns: [
    ['text', (each) => each.id],
    ['integer', (each) => each.market],
    ['text', (each) => each.side],
    ['integer', (each) => each.limit],
    ['bigint', (each) => each.size],
    ['text', (each) => each.timeInForce],
    ['boolean', (each) => each.reduceOnly],
    ['text', (each) => each.tag],
    ['text', (each) => each.state],
    ['bigint', (each) => each.filled],
    ['bigint', (each) => each.placedAt],
    ['text', (each) => each.reason],
  ],
  read: (row) => ({
    id: orderId(row.text('id')),
    market: marketOf(row),
    side: oneOf(SIDES, row.text('side')),
    limit: price(row.integer('limit_price')),
    size: shares(row.integer('size')),
    timeInForce: oneOf(['gtc', 'fok', 'fak'], row.text('time_in_force')),
    reduceOnly: row.flag('reduce_only'),
    tag: row.text('tag'),
    state: oneOf(STATES, row.text('state')),
    filled: shares(row.integer('filled')),
    placedAt: micros(row.integer('placed_at')),
    reason: row.textOrNull('reason'),
  }),
};

/** Fills carry their order as it was then: its state beside them, the rest from the order's own row. */
export const FILLS: Pick<RunTable<FillView>, 'table' | 'columns'> = {
  table: 'run_fills',
  columns: [
    ['text', (each) => each.order.id],
    ['integer', (each) => each.market],
    ['text', (each) => each.side],
    ['integer', (each) => each.price],
    ['bigint', (each) => each.size],
    ['bigint', (each) => each.fee],
    ['text', (each) => each.liquidity],
    ['bigint', (each) => each.time],
    ['text', (each) => each.order.state],
    ['bigint', (each) => each.order.filled],
    ['text', (each) => each.order.reason],
  ],
};

/** Reads a fill, given the orders of its run by id. */
export function readFill(row: Row, orders: ReadonlyMap<string, OrderView>): FillView {
  const id = row.text('order_id');
  const order = orders.get(id);
  if (order === undefined) return oneOf([], id);
  return {
    order: {
      ...order,
      state: oneOf(STATES, row.text('order_state')),
      filled: shares(row.integer('order_filled')),
      reason: row.textOrNull('order_reason'),
    },
    market: marketOf(row),
    side: oneOf(SIDES, row.text('side')),
    price: price(row.integer('price')),
    size: shares(row.integer('size')),
    fee: usdOf(row, 'fee'),
    liquidity: oneOf(['taker', 'maker'], row.text('liquidity')),
    time: timeOf(row),
  };
}

/** Movements of cash as rows. */
export const LEDGER: RunTable<LedgerRow> = {
  table: 'run_ledger',
  columns: [
    ['bigint', (each) => each.time],
    ['text', (each) => each.kind],
    ['integer', (each) => each.market],
    ['bigint', (each) => each.amount],
    ['bigint', (each) => each.cashAfter],
  ],
  read: (row) => ({
    time: timeOf(row),
    kind: oneOf(['deposit', 'trade', 'fee', 'settlement'], row.text('kind')),
    market: marketOf(row),
    amount: usdOf(row, 'amount'),
    cashAfter: usdOf(row, 'cash_after'),
  }),
};

/** Settlements as rows. */
export const SETTLEMENTS: RunTable<SettlementRow> = {
  table: 'run_settlements',
  columns: [
    ['bigint', (each) => each.time],
    ['integer', (each) => each.market],
    ['bigint', (each) => each.position],
    ['bigint', (each) => each.payout],
    ['bigint', (each) => each.cash],
    ['text', (each) => each.label],
  ],
  read: (row) => ({
    time: timeOf(row),
    market: marketOf(row),
    position: row.integer('holding'),
    payout: usdOf(row, 'payout'),
    cash: usdOf(row, 'cash'),
    label: oneOf(['authoritative', 'inferred'], row.text('label')),
  }),
};

/** Round trips as rows. */
export const ROUND_TRIPS: RunTable<RoundTrip> = {
  table: 'run_round_trips',
  columns: [
    ['integer', (each) => each.market],
    ['text', (each) => each.side],
    ['bigint', (each) => each.openedAt],
    ['bigint', (each) => each.closedAt],
    ['bigint', (each) => each.size],
    ['bigint', (each) => each.cost],
    ['bigint', (each) => each.proceeds],
    ['bigint', (each) => each.fees],
    ['bigint', (each) => each.pnl],
    ['text', (each) => each.closedBy],
  ],
  read: (row) => ({
    market: marketOf(row),
    side: oneOf(['yes', 'no'], row.text('side')),
    openedAt: micros(row.integer('opened_at')),
    closedAt: micros(row.integer('closed_at')),
    size: row.integer('size'),
    cost: usdOf(row, 'cost'),
    proceeds: usdOf(row, 'proceeds'),
    fees: usdOf(row, 'fees'),
    pnl: usdOf(row, 'pnl'),
    closedBy: row.text('closed_by'),
  }),
};

/** Positions without a resolution as rows. */
export const UNSETTLED: RunTable<UnsettledRow> = {
  table: 'run_unsettled',
  columns: [
    ['integer', (each) => each.market],
    ['bigint', (each) => each.position],
    ['bigint', (each) => each.cost],
    ['bigint', (each) => each.mark],
  ],
  read: (row) => ({
    market: marketOf(row),
    position: row.integer('holding'),
    cost: usdOf(row, 'cost'),
    mark: usdOf(row, 'mark'),
  }),
};

/** The equity curve as rows. */
export const EQUITY: RunTable<EquityPoint> = {
  table: 'run_equity',
  columns: [
    ['bigint', (each) => each.time],
    ['bigint', (each) => each.equity],
    ['bigint', (each) => each.cash],
    ['integer', (each) => each.openMarkets],
  ],
  read: (row) => ({
    time: timeOf(row),
    equity: usdOf(row, 'equity'),
    cash: usdOf(row, 'cash'),
    openMarkets: row.integer('open_markets'),
  }),
};
