import type { Micros, Shares, Usd } from '../../../engine/units.js';
import type { Fence, SeenBalances } from '../live-store.js';
import { settlementMessage } from '../rules/outbox-message.js';
import { type Posting, payoutOf, settlementPosting, sidePayout } from '../rules/postings.js';
import {
  getPayout,
  getVenueBalances,
  insertPosting,
  insertVenueBalances,
  listOwed,
  putPayout,
  putSettlement,
} from '../sql/money-queries.js';
import type { Query } from '../sql/query.js';
import type { Transaction } from './transactions.js';

/** Under whose epoch and when; no epoch only for the deposit that opens an account. */
export interface PostingPlace {
  readonly account: string;
  readonly epoch: number | null;
  readonly at: Micros;
}

export async function post(
  tx: Transaction,
  { account, epoch, at }: PostingPlace,
  { kind, reference, sides }: Posting,
): Promise<void> {
  if (sides.length === 0) return;
  await tx.run(insertPosting, [
    account,
    epoch,
    at,
    kind,
    reference,
    sides.map(({ book }) => book),
    sides.map(({ commodity }) => commodity),
    sides.map(({ amount }) => amount),
  ]);
}

/** Decides a market, or corrects how it was decided. */
export async function settleMarket(
  tx: Transaction,
  { account, epoch }: Fence,
  decided: { readonly market: string; readonly payout: Usd; readonly time: Micros },
): Promise<void> {
  const { market, payout, time } = decided;
  const [known] = await tx.run(getPayout, [account, market]);
  if (known?.payout === payout) return;
  const { payload } = settlementMessage(account, market, payout);
  await tx.run(putPayout, [account, market, epoch, payout, payload, time]);
  await resettle(tx, { account, epoch, at: time }, market);
}

/** Pays what a decided market owes by the fills as they are now, beyond what it paid before. */
export async function resettle(tx: Transaction, place: PostingPlace, market: string): Promise<void> {
  const { account, epoch, at } = place;
  const [decided] = await tx.run(getPayout, [account, market]);
  if (decided === undefined) return;
  for (const { instrument, outcome, size, paidSize, paid } of await tx.run(listOwed, [account, market])) {
    const due = payoutOf(sidePayout(outcome, decided.payout), size);
    const moved = { size: size - paidSize, cash: (due - paid) as Usd };
    await post(tx, place, settlementPosting(market, instrument, moved));
    await tx.run(putSettlement, [account, instrument, epoch, size, due, at]);
  }
}

export async function keepBalances(
  tx: Transaction,
  { account, epoch }: Fence,
  { at, cash, shares }: SeenBalances,
): Promise<void> {
  await tx.run(insertVenueBalances, [account, epoch, at, cash, JSON.stringify(Object.fromEntries(shares))]);
}

/** The last that was kept, by a reader of rows. */
export async function readBalances(
  read: <Row>(query: Query<Row>, values: readonly unknown[]) => Promise<readonly Row[]>,
  account: string,
): Promise<SeenBalances | null> {
  const [row] = await read(getVenueBalances, [account]);
  if (row === undefined) return null;
  const shares = new Map(Object.entries(row.shares) as [string, Shares][]);
  return { at: row.at as Micros, cash: row.cash as Usd, shares };
}
