import type pg from 'pg';
import type { OrderId } from '../../../engine/ids.js';
import type { Micros, Usd } from '../../../engine/units.js';
import type { Intent, NewIntent } from '../../orders/intent.js';
import type { VenueFill } from '../../orders/venue-fill.js';
import type { Ports } from '../../ports/ports.js';
import type {
  AccountRow,
  Admission,
  AuditRow,
  DecisionRow,
  Fence,
  FillAnswer,
  JournalLine,
  KillRow,
  LeaseAnswer,
  LiveStore,
  RiskSettings,
  SeenBalances,
  SessionRow,
  Transition,
  TransitionAnswer,
  WriteFault,
  Written,
} from '../live-store.js';
import { AUDIT_GENESIS, auditHash } from '../rules/audit-hash.js';
import { unknownAccount, unknownSession } from '../rules/broken-promise.js';
import { OUTBOX_CLAIM, OUTBOX_SETTLED } from '../rules/outbox-claim.js';
import { cashMessage, killMessage, rearmMessage } from '../rules/outbox-message.js';
import { capitalPosting } from '../rules/postings.js';
import { RISK_CAPS } from '../rules/tightest-limits.js';
import {
  armAccount,
  insertRisk,
  listAccounts,
  lockAccount,
  readRisk,
  renewLeader,
  setLeader,
} from '../sql/account-queries.js';
import { getProfit, getTotals, listHoldings, listLedger, listSettled } from '../sql/money-queries.js';
import {
  getIntent,
  getIntentByOrder,
  getIntentByVenueOrder,
  listExposures,
  listFills,
  listOpenIntents,
  listPendingFills,
  listRecentIntents,
} from '../sql/order-queries.js';
import type { Query } from '../sql/query.js';
import {
  ackMessages,
  claimMessages,
  insertAudit,
  insertKill,
  insertMessage,
  liftKills,
  listKills,
  moveCursor,
  ping,
  readAudit,
} from '../sql/safety-queries.js';
import { endSession, listSessions, readDecisions, readJournal } from '../sql/session-queries.js';
import { checkFence, createAccount, grantLease, startSession } from './pg-accounts.js';
import { writeDecisions, writeJournal } from './pg-journal.js';
import { keepBalances, post, readBalances, settleMarket } from './pg-money.js';
import { type AdmissionRequest, admitIntent, askToCancel, hearFill, moveOn } from './pg-orders.js';
import { openPool, REPORT_POOL, TRADING_POOL } from './pools.js';
import { readRows, type Transaction, transact } from './transactions.js';

export interface PgStoreOptions {
  readonly url: string;
  readonly ports: Pick<Ports, 'clock' | 'timers' | 'entropy'>;
}

type Term = { readonly now: Micros; readonly ttlMs: number };
const WRITTEN = { kind: 'written' } as const;
const AUDIT_PAGE = 10_000;

/** `LiveStore` on a migrated PostgreSQL. Connections are made when they are needed, and made anew when they break. */
export class PgStore implements LiveStore {
  readonly #trading: pg.Pool;
  readonly #reports: pg.Pool;
  readonly #ports: PgStoreOptions['ports'];

  constructor({ url, ports }: PgStoreOptions) {
    this.#trading = openPool(url, 'trading', TRADING_POOL);
    this.#reports = openPool(url, 'reports', REPORT_POOL);
    this.#ports = ports;
  }

  putAccount(account: AccountRow, deposit: Usd): Promise<Written | { readonly kind: 'exists' }> {
    return this.#transact((tx) => createAccount(tx, account, deposit)) as Promise<
      Written | { readonly kind: 'exists' }
    >;
  }

  accounts(): Promise<readonly AccountRow[]> {
    return this.#read(listAccounts, []);
  }

  arm(account: string, armed: boolean, audit: AuditRow): Promise<Written> {
    return this.#transact(async (tx) => {
      if ((await tx.run(armAccount, [account, armed])).length === 0) throw unknownAccount(account);
      await log(tx, audit);
      return WRITTEN;
    });
  }

  setRisk(account: string, settings: RiskSettings, audit: AuditRow): Promise<Written> {
    return this.#transact(async (tx) => {
      if ((await tx.run(lockAccount, [account])).length === 0) throw unknownAccount(account);
      const caps = RISK_CAPS.map((cap) => settings[cap]);
      await tx.run(insertRisk, [account, ...caps, audit.at, audit.actor]);
      await log(tx, audit);
      return WRITTEN;
    });
  }

  async riskSettings(account: string): Promise<RiskSettings | null> {
    const [row] = await this.#read(readRisk, [account]);
    if (row === undefined) throw unknownAccount(account);
    return row.caps;
  }

  acquireLease(account: string, holder: string, { now, ttlMs }: Term): Promise<LeaseAnswer> {
    return this.#transact((tx) => grantLease(tx, { account, holder, now, ttlMs }));
  }

  renewLease(fence: Fence, { now, ttlMs }: Term): Promise<Written> {
    return this.#fenced(fence, (tx) => tx.run(renewLeader, [fence.account, now + ttlMs * 1_000]));
  }

  releaseLease(fence: Fence): Promise<Written> {
    return this.#fenced(fence, (tx) => tx.run(setLeader, [fence.account, fence.epoch + 1, null, 0]));
  }

  openSession(fence: Fence, session: SessionRow): Promise<Written> {
    return this.#fenced(fence, (tx) => startSession(tx, fence, session));
  }

  endSession(
    fence: Fence,
    session: string,
    end: { readonly at: Micros; readonly reason: string },
  ): Promise<Written> {
    return this.#fenced(fence, async (tx) => {
      const ended = await tx.run(endSession, [session, fence.account, fence.epoch, end.at, end.reason]);
      if (ended.length === 0) throw unknownSession(session, fence.account);
    });
  }

  sessions(account: string | null): Promise<readonly SessionRow[]> {
    return this.#report(listSessions, [account]);
  }

  appendJournal(fence: Fence, session: string, lines: readonly JournalLine[]): Promise<Written> {
    return this.#shared(fence, (tx) => writeJournal(tx, { ...fence, session }, lines));
  }

  readJournal(session: string, from: number, limit: number): Promise<readonly JournalLine[]> {
    return this.#report(readJournal, [session, from, limit]);
  }

  saveDecisions(fence: Fence, session: string, rows: readonly DecisionRow[]): Promise<Written> {
    return this.#shared(fence, (tx) => writeDecisions(tx, { ...fence, session }, rows));
  }

  readDecisions(session: string, from: number, limit: number): Promise<readonly DecisionRow[]> {
    return this.#report(readDecisions, [session, from, limit]);
  }

  admit(fence: Fence, intent: NewIntent, with_: Omit<AdmissionRequest, 'intent'>): Promise<Admission> {
    return this.#underFence(fence, (tx) => admitIntent(tx, fence, { ...with_, intent }));
  }

  transition(fence: Fence, step: Transition): Promise<TransitionAnswer> {
    return this.#underFence(fence, (tx) => moveOn(tx, fence, step));
  }

  requestCancel(fence: Fence, intent: string, at: Micros): Promise<Written> {
    return this.#fenced(fence, (tx) => askToCancel(tx, fence, { intent, at }));
  }

  intent(id: string): Promise<Intent | null> {
    return this.#one(getIntent, [id]);
  }

  intentByVenueOrder(venueOrderId: string): Promise<Intent | null> {
    return this.#one(getIntentByVenueOrder, [venueOrderId]);
  }

  intentByOrder(session: string, order: OrderId): Promise<Intent | null> {
    return this.#one(getIntentByOrder, [session, order]);
  }

  openIntents(account: string, endedSince: Micros | null): Promise<readonly Intent[]> {
    return endedSince === null
      ? this.#read(listOpenIntents, [account])
      : this.#read(listRecentIntents, [account, endedSince]);
  }

  recordFill(fence: Fence, fill: VenueFill, at: Micros): Promise<FillAnswer> {
    return this.#underFence(fence, (tx) => hearFill(tx, fence, { fill, at }));
  }

  fills(account: string, since: Micros): Promise<readonly (VenueFill & { readonly intent: string })[]> {
    return this.#report(listFills, [account, since]);
  }

  pendingFills(account: string): Promise<readonly (VenueFill & { readonly intent: string })[]> {
    return this.#report(listPendingFills, [account]);
  }

  settle(
    fence: Fence,
    market: string,
    at: { readonly payout: Usd; readonly time: Micros },
  ): Promise<Written> {
    return this.#fenced(fence, (tx) => settleMarket(tx, fence, { market, ...at }));
  }

  adjustCash(
    fence: Fence,
    amount: Usd,
    { at, reason }: { readonly at: Micros; readonly reason: string },
  ): Promise<Written> {
    return this.#fenced(fence, async (tx) => {
      await post(tx, { ...fence, at }, capitalPosting('adjustment', amount, reason));
      await tell(tx, cashMessage(fence.account, amount, reason), at);
    });
  }

  holdings(account: string) {
    return this.#read(listHoldings, [account]);
  }

  settled(account: string, since: Micros) {
    return this.#read(listSettled, [account, since]);
  }

  async totals(account: string) {
    const [totals] = await this.#read(getTotals, [account]);
    if (totals === undefined) throw unknownAccount(account);
    return totals;
  }

  exposures(account: string) {
    return this.#read(listExposures, [account]);
  }

  async profitSince(account: string, from: Micros): Promise<Usd> {
    const [row] = await this.#read(getProfit, [account, from]);
    return row?.profit ?? (0 as Usd);
  }

  ledger(account: string, from: Micros) {
    return this.#report(listLedger, [account, from]);
  }

  saveBalances(fence: Fence, seen: SeenBalances): Promise<Written> {
    return this.#fenced(fence, (tx) => keepBalances(tx, fence, seen));
  }

  lastBalances(account: string): Promise<SeenBalances | null> {
    return readBalances((query, values) => this.#read(query, values), account);
  }

  kill(row: KillRow): Promise<Written> {
    const { account, strategy, reason, by, at } = row;
    return this.#transact(async (tx) => {
      await tx.run(insertKill, [account, strategy, reason, by, at]);
      const detail = JSON.stringify({ account, strategy, reason });
      await log(tx, { at, actor: by, action: 'kill', detail });
      await tell(tx, killMessage(row), at);
      return WRITTEN;
    });
  }

  rearm(account: string | null, audit: AuditRow): Promise<Written> {
    return this.#transact(async (tx) => {
      await tx.run(liftKills, [account, audit.at]);
      await log(tx, audit);
      await tell(tx, rearmMessage(account), audit.at);
      return WRITTEN;
    });
  }

  kills(): Promise<readonly KillRow[]> {
    return this.#read(listKills, []);
  }

  audit(row: AuditRow): Promise<Written> {
    return this.#transact(async (tx) => {
      await log(tx, row);
      return WRITTEN;
    });
  }

  async brokenAuditLinks(): Promise<readonly number[]> {
    const broken: number[] = [];
    let [last, before] = [0, AUDIT_GENESIS];
    for (;;) {
      const links = await readRows(this.#reports, readAudit, [last, AUDIT_PAGE]);
      for (const link of links) {
        if (auditHash(before, link) !== link.hash) broken.push(link.id);
        [last, before] = [link.id, link.hash];
      }
      if (links.length < AUDIT_PAGE) return broken;
    }
  }

  async claimOutbox(consumer: string, limit: number, now: Micros) {
    const claimed = await this.#transact(async (tx) => {
      await tx.run(moveCursor, [consumer, now - OUTBOX_SETTLED]);
      return tx.run(claimMessages, [consumer, limit, now, now - OUTBOX_CLAIM]);
    });
    // What could not be claimed now is offered again.
    return 'kind' in claimed ? [] : claimed;
  }

  ackOutbox(consumer: string, ids: readonly number[]): Promise<Written> {
    return this.#transact(async (tx) => {
      await tx.run(ackMessages, [consumer, ids]);
      return WRITTEN;
    });
  }

  async pingMs(): Promise<number | null> {
    const from = this.#ports.clock.monotonicMs();
    try {
      await readRows(this.#trading, ping, []);
    } catch {
      return null; // unreachable, which is the answer
    }
    return this.#ports.clock.monotonicMs() - from;
  }

  async close(): Promise<void> {
    await Promise.all([this.#trading.end(), this.#reports.end()]);
  }

  #read<Row>(query: Query<Row>, values: readonly unknown[]): Promise<readonly Row[]> {
    return readRows(this.#trading, query, values);
  }

  /** What may be long: it has connections of its own, so that it never holds an order up. */
  #report<Row>(query: Query<Row>, values: readonly unknown[]): Promise<readonly Row[]> {
    return readRows(this.#reports, query, values);
  }

  async #one<Row>(query: Query<Row>, values: readonly unknown[]): Promise<Row | null> {
    return (await this.#read(query, values))[0] ?? null;
  }

  #transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value | WriteFault> {
    return transact(this.#trading, this.#ports, work);
  }

  /** One after another with all else of the account. */
  #underFence<Value>(fence: Fence, work: (tx: Transaction) => Promise<Value>): Promise<Value | WriteFault> {
    return this.#transact(async (tx) => {
      await checkFence(tx, fence, 'exclusive');
      return await work(tx);
    });
  }

  #fenced(fence: Fence, work: (tx: Transaction) => Promise<unknown>): Promise<Written> {
    return this.#underFence(fence, async (tx) => {
      await work(tx);
      return WRITTEN;
    });
  }

  /** Beside orders and money of the account. */
  #shared(fence: Fence, work: (tx: Transaction) => Promise<unknown>): Promise<Written> {
    return this.#transact(async (tx) => {
      await checkFence(tx, fence, 'shared');
      await work(tx);
      return WRITTEN;
    });
  }
}

const log = (tx: Transaction, { at, actor, action, detail }: AuditRow) =>
  tx.run(insertAudit, [at, actor, action, detail]);

const tell = (tx: Transaction, message: { readonly topic: string; readonly payload: string }, at: Micros) =>
  tx.run(insertMessage, [message.topic, message.payload, at]);
