import type { OrderId } from '../../../engine/ids.js';
import type { Micros, Usd } from '../../../engine/units.js';
import type { Intent, NewIntent } from '../../orders/intent.js';
import { isTerminal } from '../../orders/intent-state.js';
import type { VenueFill } from '../../orders/venue-fill.js';
import type {
  AccountRow,
  Admission,
  AdmissionLimits,
  AuditRow,
  DecisionRow,
  Fence,
  FillAnswer,
  Holding,
  JournalLine,
  KillRow,
  LiveStore,
  RiskSettings,
  SeenBalances,
  SessionRow,
  SettledHolding,
  Transition,
  TransitionAnswer,
  Written,
} from '../live-store.js';
import { changedIntent, unknownAccount } from '../rules/broken-promise.js';
import { killMessage, rearmMessage } from '../rules/outbox-message.js';
import { byCreation, MemoryAccount } from './memory-account.js';
import { MemoryJournal } from './memory-journal.js';
import { MemoryLeases } from './memory-leases.js';
import { MemoryOutbox } from './memory-outbox.js';
import { MemorySafety } from './memory-safety.js';

const WRITTEN = { kind: 'written' } as const;
const STALE = { kind: 'stale-epoch' } as const;

/** Runs `work` to its end; what it throws rejects. */
const run = <T>(work: () => T): Promise<T> => new Promise((resolve) => resolve(work()));

/**
 * A `LiveStore` in memory with the answers of `PgStore`. Each method runs to its end before the next begins, so
 * each is a transaction; a method that throws has changed nothing.
 */
export class MemoryStore implements LiveStore {
  readonly #accounts = new Map<string, MemoryAccount>();
  readonly #leases = new MemoryLeases();
  readonly #journal = new MemoryJournal();
  readonly #safety = new MemorySafety();
  readonly #outbox = new MemoryOutbox();
  #postings = 0;

  putAccount(account: AccountRow, deposit: Usd): Promise<Written | { readonly kind: 'exists' }> {
    return run(() => {
      if (this.#accounts.has(account.name)) return { kind: 'exists' };
      const created = new MemoryAccount(
        { ...account },
        {
          tell: (message, at) => this.#outbox.add(message, at),
          nextPosting: () => {
            this.#postings += 1;
            return this.#postings;
          },
        },
      );
      this.#accounts.set(account.name, created);
      created.moveCash('deposit', deposit, { at: account.createdAt, reason: account.name });
      return WRITTEN;
    });
  }

  accounts(): Promise<readonly AccountRow[]> {
    return run(() =>
      [...this.#accounts.values()].map(({ row }) => row).sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  }

  arm(account: string, armed: boolean, audit: AuditRow): Promise<Written> {
    return run(() => {
      const found = this.#account(account);
      found.row = { ...found.row, armed };
      this.#safety.log(audit);
      return WRITTEN;
    });
  }

  setRisk(account: string, settings: RiskSettings, audit: AuditRow): Promise<Written> {
    return run(() => {
      this.#account(account).risk = { ...settings };
      this.#safety.log(audit);
      return WRITTEN;
    });
  }

  riskSettings(account: string): Promise<RiskSettings | null> {
    return run(() => this.#account(account).risk);
  }

  acquireLease(account: string, holder: string, lease: { readonly now: Micros; readonly ttlMs: number }) {
    return run(() => {
      this.#account(account);
      return this.#leases.acquire(account, holder, lease);
    });
  }

  renewLease(fence: Fence, lease: { readonly now: Micros; readonly ttlMs: number }): Promise<Written> {
    return run(() => this.#write(fence, () => this.#leases.renew(fence, lease)));
  }

  releaseLease(fence: Fence): Promise<Written> {
    return run(() => this.#write(fence, () => this.#leases.release(fence)));
  }

  openSession(fence: Fence, session: SessionRow): Promise<Written> {
    return run(() => this.#write(fence, () => this.#journal.open({ ...session, account: fence.account })));
  }

  endSession(fence: Fence, session: string, end: { readonly at: Micros; readonly reason: string }) {
    return run(() =>
      this.#write(fence, () =>
        this.#journal.end(fence.account, session, { endedAt: end.at, endReason: end.reason }),
      ),
    );
  }

  sessions(account: string | null): Promise<readonly SessionRow[]> {
    return run(() => this.#journal.rows(account));
  }

  appendJournal(fence: Fence, session: string, lines: readonly JournalLine[]): Promise<Written> {
    return run(() => this.#write(fence, () => this.#journal.append(fence.account, session, lines)));
  }

  readJournal(session: string, from: number, limit: number): Promise<readonly JournalLine[]> {
    return run(() => this.#journal.lines(session, from, limit));
  }

  saveDecisions(fence: Fence, session: string, rows: readonly DecisionRow[]): Promise<Written> {
    return run(() => this.#write(fence, () => this.#journal.saveDecisions(fence.account, session, rows)));
  }

  readDecisions(session: string, from: number, limit: number): Promise<readonly DecisionRow[]> {
    return run(() => this.#journal.decisions(session, from, limit));
  }

  admit(
    fence: Fence,
    intent: NewIntent,
    with_: {
      readonly limits: AdmissionLimits;
      readonly journal: readonly JournalLine[];
      readonly dayStart: Micros;
    },
  ): Promise<Admission> {
    return run(() => {
      if (!this.#leases.isCurrent(fence)) return STALE;
      const account = this.#account(fence.account);
      if (this.#find((each) => each.find(intent.id)) !== null) return { kind: 'known' };
      const killed = this.#safety.reason(fence.account, intent.strategy);
      const verdict = account.judge(intent, with_.limits, { killed, dayStart: with_.dayStart });
      if (verdict.kind !== 'admitted') return verdict;
      const twin = this.#find(
        (each) => each.byVenueOrder(intent.venueOrderId) ?? each.byOrder(intent.session, intent.orderId),
      );
      if (twin !== null) throw changedIntent(intent.id, twin.id);
      this.#journal.append(fence.account, intent.session, with_.journal);
      account.admit(intent, fence.epoch);
      return verdict;
    });
  }

  transition(fence: Fence, step: Transition): Promise<TransitionAnswer> {
    return run(() => {
      if (!this.#leases.isCurrent(fence)) return STALE;
      return this.#account(fence.account).transition(step, fence.epoch);
    });
  }

  requestCancel(fence: Fence, intent: string, at: Micros): Promise<Written> {
    return run(() => this.#write(fence, (account) => account.requestCancel(intent, at, fence.epoch)));
  }

  intent(id: string): Promise<Intent | null> {
    return run(() => this.#find((account) => account.find(id)));
  }

  intentByVenueOrder(venueOrderId: string): Promise<Intent | null> {
    return run(() => this.#find((account) => account.byVenueOrder(venueOrderId)));
  }

  intentByOrder(session: string, order: OrderId): Promise<Intent | null> {
    return run(() => this.#find((account) => account.byOrder(session, order)));
  }

  openIntents(account: string, endedSince: Micros | null): Promise<readonly Intent[]> {
    return run(() => {
      const found = this.#accounts.get(account);
      const wanted =
        endedSince === null
          ? found?.open()
          : found?.intents().filter(({ state, updatedAt }) => !isTerminal(state) || updatedAt >= endedSince);
      return [...(wanted ?? [])].sort(byCreation);
    });
  }

  recordFill(fence: Fence, fill: VenueFill, at: Micros): Promise<FillAnswer> {
    return run(() => {
      if (!this.#leases.isCurrent(fence)) return STALE;
      return this.#account(fence.account).recordFill(fill, at, fence.epoch);
    });
  }

  fills(account: string, since: Micros) {
    return this.#fillsOf(account, (fill) => fill.venueTime >= since);
  }

  pendingFills(account: string) {
    return this.#fillsOf(account, ({ status }) => status === 'matched' || status === 'mined');
  }

  #fillsOf(account: string, wanted: (fill: VenueFill) => boolean) {
    return run(() => {
      const kept = [...(this.#accounts.get(account)?.holdings.fills() ?? [])];
      return kept
        .filter(({ fill }) => wanted(fill))
        .map(({ fill, intent }) => ({ ...fill, intent: intent.id }))
        .sort(
          (a, b) =>
            a.venueTime - b.venueTime ||
            (a.tradeId < b.tradeId
              ? -1
              : a.tradeId > b.tradeId
                ? 1
                : a.venueOrderId < b.venueOrderId
                  ? -1
                  : 1),
        );
    });
  }

  settle(fence: Fence, market: string, at: { readonly payout: Usd; readonly time: Micros }) {
    return run(() => this.#write(fence, (account) => account.settle(market, at.payout, at.time)));
  }

  adjustCash(fence: Fence, amount: Usd, why: { readonly at: Micros; readonly reason: string }) {
    return run(() => this.#write(fence, (account) => account.moveCash('adjustment', amount, why)));
  }

  holdings(account: string): Promise<readonly Holding[]> {
    return run(() =>
      this.#account(account)
        .holdings.holdings()
        .map(({ game: _, ...holding }) => holding),
    );
  }

  settled(account: string, since: Micros): Promise<readonly SettledHolding[]> {
    return run(() => this.#account(account).holdings.settled(since));
  }

  totals(account: string) {
    return run(() => this.#account(account).totals());
  }

  exposures(account: string) {
    return run(() => this.#account(account).exposures());
  }

  profitSince(account: string, from: Micros): Promise<Usd> {
    return run(() => this.#account(account).profitSince(from));
  }

  ledger(account: string, from: Micros) {
    return run(() => this.#account(account).ledger.since(from));
  }

  saveBalances(fence: Fence, seen: SeenBalances): Promise<Written> {
    return run(() =>
      this.#write(fence, (account) => {
        account.seen = { ...seen, shares: new Map(seen.shares) };
      }),
    );
  }

  lastBalances(account: string): Promise<SeenBalances | null> {
    return run(() => this.#account(account).seen);
  }

  kill(row: KillRow): Promise<Written> {
    return run(() => {
      this.#safety.kill(row);
      this.#outbox.add(killMessage(row), row.at);
      return WRITTEN;
    });
  }

  rearm(account: string | null, audit: AuditRow): Promise<Written> {
    return run(() => {
      this.#safety.rearm(account, audit);
      this.#outbox.add(rearmMessage(account), audit.at);
      return WRITTEN;
    });
  }

  kills(): Promise<readonly KillRow[]> {
    return run(() => this.#safety.kills());
  }

  audit(row: AuditRow): Promise<Written> {
    return run(() => {
      this.#safety.log(row);
      return WRITTEN;
    });
  }

  brokenAuditLinks(): Promise<readonly number[]> {
    return run(() => this.#safety.brokenLinks());
  }

  claimOutbox(consumer: string, limit: number, now: Micros) {
    return run(() => this.#outbox.claim(consumer, limit, now));
  }

  ackOutbox(consumer: string, ids: readonly number[]): Promise<Written> {
    return run(() => {
      this.#outbox.ack(consumer, ids);
      return WRITTEN;
    });
  }

  pingMs(): Promise<number | null> {
    return run(() => 0);
  }

  close(): Promise<void> {
    // Nothing is held open: what was kept stays readable, as in a database that outlives its client.
    return Promise.resolve();
  }

  #account(name: string): MemoryAccount {
    const account = this.#accounts.get(name);
    if (account === undefined) throw unknownAccount(name);
    return account;
  }

  #write(fence: Fence, write: (account: MemoryAccount) => void): Written {
    if (!this.#leases.isCurrent(fence)) return STALE;
    write(this.#account(fence.account));
    return WRITTEN;
  }

  #find(look: (account: MemoryAccount) => Intent | null): Intent | null {
    for (const account of this.#accounts.values()) {
      const intent = look(account);
      if (intent !== null) return intent;
    }
    return null;
  }
}
