import type { OrderId } from '../../../engine/ids.js';
import type { Micros, Shares, Usd } from '../../../engine/units.js';
import type { Intent, NewIntent } from '../../orders/intent.js';
import { isTerminal, TRANSITIONS } from '../../orders/intent-state.js';
import type { VenueFill } from '../../orders/venue-fill.js';
import type {
  AccountRow,
  Admission,
  AdmissionLimits,
  Exposure,
  FillAnswer,
  LedgerTotals,
  RiskSettings,
  SeenBalances,
  Transition,
  TransitionAnswer,
} from '../live-store.js';
import { unknownIntent } from '../rules/broken-promise.js';
import { fillCash, fillNotional } from '../rules/fill-value.js';
import { type AdmissionFacts, admissionWindows, judgeAdmission } from '../rules/judge-admission.js';
import { openReserve } from '../rules/open-reserve.js';
import {
  cashMessage,
  fillMessage,
  intentMessage,
  type OutboxMessage,
  settlementMessage,
} from '../rules/outbox-message.js';
import { capitalPosting, fillPosting } from '../rules/postings.js';
import { stepFill } from '../rules/step-fill.js';
import { MemoryHoldings } from './memory-holdings.js';
import { MemoryLedger } from './memory-ledger.js';

/** Oldest first. */
export const byCreation = (a: NewIntent, b: NewIntent): number =>
  a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

/** What an account shares with the others of its store. */
export interface AccountSurroundings {
  readonly tell: (message: OutboxMessage, at: Micros) => void;
  readonly nextPosting: () => number;
}

const fillKey = (fill: VenueFill): string => `${fill.tradeId} ${fill.venueOrderId}`;
const sum = <T>(rows: Iterable<T>, value: (row: T) => number): Usd => {
  let total = 0;
  for (const row of rows) total += value(row);
  return total as Usd;
};

/** Orders, fills and money of one account. */
export class MemoryAccount {
  row: AccountRow;
  seen: SeenBalances | null = null;
  risk: RiskSettings | null = null;
  readonly ledger: MemoryLedger;
  readonly holdings = new MemoryHoldings();
  readonly #intents = new Map<string, Intent>();
  readonly #open = new Set<string>();
  readonly #byVenueOrder = new Map<string, string>();
  readonly #byOrder = new Map<string, string>();
  readonly #tell: AccountSurroundings['tell'];

  constructor(row: AccountRow, surroundings: AccountSurroundings) {
    this.row = row;
    this.ledger = new MemoryLedger(surroundings.nextPosting);
    this.#tell = surroundings.tell;
  }

  intents(): readonly Intent[] {
    return [...this.#intents.values()];
  }

  open(): readonly Intent[] {
    return [...this.#open].flatMap((id) => this.#intents.get(id) ?? []);
  }

  find(id: string | undefined): Intent | null {
    return (id === undefined ? undefined : this.#intents.get(id)) ?? null;
  }

  byVenueOrder(venueOrderId: string): Intent | null {
    return this.find(this.#byVenueOrder.get(venueOrderId));
  }

  byOrder(session: string, order: OrderId): Intent | null {
    return this.find(this.#byOrder.get(`${session} ${order}`));
  }

  intent(id: string): Intent {
    const intent = this.#intents.get(id);
    if (intent === undefined) throw unknownIntent(id, this.row.name);
    return intent;
  }

  judge(
    intent: NewIntent,
    limits: AdmissionLimits,
    at: { readonly killed: string | null; readonly dayStart: Micros },
  ): Admission {
    return judgeAdmission(intent, limits, this.#facts(intent, limits, at));
  }

  admit(intent: NewIntent, epoch: number): void {
    const admitted: Intent = {
      ...intent,
      state: 'planned',
      filled: 0 as Shares,
      reason: null,
      epoch,
      updatedAt: intent.createdAt,
      cancelRequestedAt: null,
      unknownSince: null,
    };
    this.#keep(admitted);
    this.#byVenueOrder.set(intent.venueOrderId, intent.id);
    this.#byOrder.set(`${intent.session} ${intent.orderId}`, intent.id);
    this.#tell(intentMessage(admitted, { from: null, to: 'planned', reason: null }), intent.createdAt);
  }

  transition(step: Transition, epoch: number): TransitionAnswer {
    const intent = this.intent(step.intent);
    const from = intent.state;
    if (from === step.to) return { kind: 'same' };
    if (!TRANSITIONS[from].includes(step.to)) return { kind: 'illegal', from };
    const unknownSince = step.to === 'unknown' ? step.at : intent.unknownSince;
    const { to, reason, at } = step;
    this.#keep({ ...intent, state: to, reason, updatedAt: at, unknownSince, epoch });
    this.#tell(intentMessage(intent, { from, to, reason }), at);
    return { kind: 'moved', from };
  }

  requestCancel(id: string, at: Micros, epoch: number): void {
    const intent = this.intent(id);
    if (isTerminal(intent.state) || intent.cancelRequestedAt !== null) return;
    this.#keep({ ...intent, cancelRequestedAt: at, updatedAt: at, epoch });
  }

  recordFill(fill: VenueFill, at: Micros, epoch: number): FillAnswer {
    const intent = this.byVenueOrder(fill.venueOrderId);
    if (intent === null) return { kind: 'foreign' };
    const known = this.holdings.fill(fillKey(fill));
    const step = stepFill(intent, known?.fill ?? null, fill);
    if (step.kind === 'duplicate') return step;
    if (step.kind !== 'recorded') return { ...step, intent: intent.id };
    const { change, before, filled, state } = step;
    const failedAt = change === 'failed' ? at : null;
    this.holdings.put(fillKey(fill), { fill: { ...fill }, intent, at: known?.at ?? at, failedAt });
    if (change === 'new') this.ledger.post(fillPosting(fill, false), at);
    if (change === 'failed' && before !== null) this.ledger.post(fillPosting(fill, true), at);
    for (const posting of this.holdings.resettle(intent.market, at)) this.ledger.post(posting, at);
    this.#keep({ ...intent, filled, state, updatedAt: at, epoch });
    this.#tell(fillMessage(intent, fill, before), at);
    return { kind: 'recorded', intent: this.intent(intent.id), change, before };
  }

  settle(market: string, payout: Usd, at: Micros): void {
    if (this.holdings.payoutOf(market) === payout) return;
    for (const posting of this.holdings.settle(market, payout, at)) this.ledger.post(posting, at);
    this.#tell(settlementMessage(this.row.name, market, payout), at);
  }

  moveCash(
    kind: 'deposit' | 'adjustment',
    amount: Usd,
    why: { readonly at: Micros; readonly reason: string },
  ): void {
    this.ledger.post(capitalPosting(kind, amount, why.reason), why.at);
    if (kind === 'adjustment') this.#tell(cashMessage(this.row.name, amount, why.reason), why.at);
  }

  totals(): LedgerTotals {
    return {
      cash: this.ledger.balance('cash'),
      reserved: sum(this.open(), openReserve),
      fees: this.ledger.balance('fees'),
      pending: sum(this.holdings.fills(), ({ fill }) =>
        fill.status === 'matched' || fill.status === 'mined' ? fillCash(fill) : 0,
      ),
    };
  }

  exposures(): readonly Exposure[] {
    return [...this.open()].sort(byCreation).map((intent) => ({
      market: intent.market,
      game: intent.game,
      purpose: intent.purpose,
      atRisk: openReserve(intent),
    }));
  }

  /** Cash that trading moved since `from` and the change in cost of what is held. */
  profitSince(from: Micros): Usd {
    const moved = sum(this.ledger.since(from), ({ book, kind, amount }) =>
      book === 'cash' && kind !== 'deposit' && kind !== 'adjustment' ? amount : 0,
    );
    const cost = sum(this.holdings.holdings(), (holding) => holding.cost);
    return (moved + cost - this.holdings.costBefore(from)) as Usd;
  }

  #keep(intent: Intent): void {
    this.#intents.set(intent.id, Object.freeze(intent));
    if (isTerminal(intent.state)) this.#open.delete(intent.id);
    else this.#open.add(intent.id);
  }

  #facts(
    intent: NewIntent,
    limits: AdmissionLimits,
    at: { readonly killed: string | null; readonly dayStart: Micros },
  ): AdmissionFacts {
    const { minute, hour, repeat } = admissionWindows(intent, limits);
    const atRisk = (counts: (row: { readonly market: string; readonly game: string }) => boolean): Usd =>
      (sum(this.open().filter(counts), openReserve) +
        sum(this.holdings.holdings().filter(counts), ({ cost }) => Math.abs(cost))) as Usd;
    const made: Intent[] = [];
    for (const each of this.#intents.values()) if (each.createdAt > Math.min(hour, repeat)) made.push(each);
    const standing = [...this.holdings.fills()].filter(({ failedAt }) => failedAt === null);
    return {
      killed: at.killed,
      caps: this.risk,
      disarmed: this.row.mode === 'live' && !this.row.armed,
      openEntry:
        this.open().find(({ purpose, market }) => purpose === 'entry' && market === intent.market)?.id ??
        null,
      marketRisk: atRisk(({ market }) => market === intent.market),
      gameRisk: atRisk(({ game }) => game === intent.game),
      grossRisk: atRisk(() => true),
      reserved: sum(this.open(), openReserve),
      cash: this.ledger.balance('cash'),
      traded: sum(standing, (kept) => (kept.at >= at.dayStart ? fillNotional(kept.fill) : 0)),
      ordersInMinute: made.filter(({ createdAt }) => createdAt > minute).length,
      ordersInHour: made.filter(({ createdAt }) => createdAt > hour).length,
      repeats: made.filter((other) => other.createdAt > repeat && isRepeat(other, intent)).length,
      fillsInMinute: standing.filter((kept) => kept.at > minute && kept.intent.market === intent.market)
        .length,
    };
  }
}

const isRepeat = (other: NewIntent, intent: NewIntent): boolean =>
  other.instrument === intent.instrument &&
  other.side === intent.side &&
  other.limit === intent.limit &&
  other.size === intent.size;
