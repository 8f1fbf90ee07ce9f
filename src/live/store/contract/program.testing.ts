import fc from 'fast-check';
import { TouchlineError } from '../../../engine/errors.js';
import type { Micros, Price, Shares, Usd } from '../../../engine/units.js';
import type { NewIntent } from '../../orders/intent.js';
import { INTENT_STATES, type IntentState } from '../../orders/intent-state.js';
import type { FillStatus } from '../../orders/venue-fill.js';
import type { AdmissionLimits, Fence, LiveStore } from '../live-store.js';
import { NO_CAPS, RISK_CAPS } from '../rules/tightest-limits.js';
import {
  dollars,
  fillOf,
  intentOf,
  later,
  NO_LIMITS,
  paperAccount,
  sessionOf,
  shares,
  T0,
} from './store-world.testing.js';

/** One call of a `LiveStore`, over so few ids that calls collide all the time. */
export type Operation =
  | { readonly kind: 'admit'; readonly order: number; readonly limits: number; readonly lines: number }
  | { readonly kind: 'clash'; readonly order: number }
  | { readonly kind: 'advance'; readonly order: number; readonly to: IntentState }
  | { readonly kind: 'transition'; readonly order: number; readonly to: IntentState }
  | { readonly kind: 'cancel'; readonly order: number }
  | {
      readonly kind: 'fill';
      readonly order: number;
      readonly trade: number;
      /** Told with another price than the other times. */
      readonly changed: boolean;
      readonly status: FillStatus;
    }
  | { readonly kind: 'settle'; readonly market: number; readonly payout: number }
  | { readonly kind: 'adjust'; readonly amount: number }
  | { readonly kind: 'journal'; readonly from: number; readonly count: number; readonly text: string }
  | { readonly kind: 'decide'; readonly from: number; readonly text: string }
  | { readonly kind: 'kill'; readonly whole: boolean; readonly strategy: boolean }
  | { readonly kind: 'rearm'; readonly whole: boolean }
  | { readonly kind: 'lease'; readonly what: 'acquire' | 'renew' | 'release'; readonly holder: string }
  | { readonly kind: 'outbox'; readonly ack: boolean }
  | { readonly kind: 'session'; readonly what: 'open' | 'change' | 'end' }
  | { readonly kind: 'balances'; readonly cash: number }
  | { readonly kind: 'arm'; readonly armed: boolean }
  | { readonly kind: 'cap'; readonly cap: (typeof RISK_CAPS)[number]; readonly most: number | null };

/** An operation, whose account it is for, how long after the one before, and whether under an old epoch. */
export interface Step {
  readonly operation: Operation;
  readonly account: 'paper' | 'real';
  readonly seconds: number;
  readonly stale: boolean;
}

const record = <K extends Operation['kind']>(
  kind: K,
  model: {
    [F in Exclude<keyof Extract<Operation, { kind: K }>, 'kind'>]: fc.Arbitrary<
      Extract<Operation, { kind: K }>[F]
    >;
  },
): fc.Arbitrary<Operation> =>
  fc.record({ kind: fc.constant(kind), ...model }) as unknown as fc.Arbitrary<Operation>;

const order = fc.constantFrom(0, 0, 1, 1, 2, 3, 4, 5);
/** Index of no limits at all, after those of `LIMITS`. */
const NONE = 10;
/** What each trade executes, in shares and dollars: the first two fill an order, the third is too much with either. */
const TRADES = [
  { size: 6, fee: 0.01 },
  { size: 4, fee: 0 },
  { size: 4.02, fee: -0.002 },
  { size: 3.333333, fee: 0 },
] as const;
const state = fc.constantFrom(...INTENT_STATES);
const operations = fc.oneof(
  {
    weight: 8,
    arbitrary: record('admit', {
      order,
      limits: fc.oneof(fc.constant(NONE), fc.nat(NONE)),
      lines: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: record('clash', { order }) },
  { weight: 6, arbitrary: record('advance', { order, to: state }) },
  { weight: 3, arbitrary: record('transition', { order, to: state }) },
  { weight: 1, arbitrary: record('cancel', { order }) },
  {
    weight: 10,
    arbitrary: record('fill', {
      order,
      trade: fc.nat(3),
      changed: fc.nat(9).map((chance) => chance === 0),
      status: fc.constantFrom<FillStatus>('matched', 'matched', 'mined', 'confirmed', 'failed'),
    }),
  },
  {
    weight: 2,
    arbitrary: record('settle', { market: fc.nat(2), payout: fc.constantFrom(0, 1, 0.5, 0.333333) }),
  },
  { weight: 1, arbitrary: record('adjust', { amount: fc.constantFrom(-3, 0, 7.25) }) },
  {
    weight: 2,
    arbitrary: record('journal', {
      from: fc.nat(4),
      count: fc.nat(4),
      text: fc.constantFrom('a', 'a', 'a', 'b'),
    }),
  },
  { weight: 1, arbitrary: record('decide', { from: fc.nat(4), text: fc.constantFrom('x', 'x', 'y') }) },
  { weight: 1, arbitrary: record('kill', { whole: fc.boolean(), strategy: fc.boolean() }) },
  { weight: 2, arbitrary: record('rearm', { whole: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: record('lease', {
      what: fc.constantFrom('acquire', 'acquire', 'renew', 'release'),
      holder: fc.constantFrom('holder-1', 'holder-2'),
    }),
  },
  { weight: 1, arbitrary: record('outbox', { ack: fc.boolean() }) },
  { weight: 1, arbitrary: record('session', { what: fc.constantFrom('open', 'change', 'end') }) },
  { weight: 1, arbitrary: record('balances', { cash: fc.nat(100) }) },
  { weight: 1, arbitrary: record('arm', { armed: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: record('cap', {
      cap: fc.constantFrom(...RISK_CAPS),
      most: fc.constantFrom(null, null, 0, 8, 20_000_000, 2_000_000_000),
    }),
  },
);

export const programs: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    operation: operations,
    account: fc.constantFrom('paper', 'paper', 'paper', 'real'),
    seconds: fc.constantFrom(0, 1, 5, 20, 70),
    stale: fc.integer({ min: 0, max: 19 }).map((chance) => chance === 0),
  }),
  { minLength: 1, maxLength: 80, size: 'max' },
);

const LIMITS: readonly Partial<AdmissionLimits>[] = [
  { perOrder: dollars(4) },
  { perMarket: dollars(7) },
  { perGame: dollars(9) },
  { gross: dollars(12) },
  { dailyTraded: dollars(14) },
  { ordersPerMinute: 1 },
  { ordersPerHour: 3 },
  { repeatSeconds: 30 },
  { fillsPerMinutePerMarket: 1 },
  { cashFloor: dollars(990) },
];

/** Runs programs on one store, keeping what a session would: its fences and the time. */
export class ProgramRunner {
  readonly #store: LiveStore;
  readonly #fences = new Map<string, Fence>();
  #now = T0;

  constructor(store: LiveStore) {
    this.#store = store;
  }

  async begin(): Promise<void> {
    await this.#store.putAccount(paperAccount(), dollars(1000));
    await this.#store.putAccount({ ...paperAccount('real'), mode: 'live', armed: true }, dollars(50));
    for (const account of ['paper', 'real']) {
      const lease = await this.#store.acquireLease(account, 'holder-1', { now: T0, ttlMs: 60_000 });
      if (lease.kind !== 'leader') throw new Error(lease.kind);
      this.#fences.set(account, lease.fence);
      await this.#store.openSession(lease.fence, sessionOf(account, `session-${account}`));
    }
  }

  /** What the store answered; a fault that it threw as its code. */
  async run(step: Step): Promise<unknown> {
    this.#now = (this.#now + step.seconds * 1e6) as Micros;
    try {
      return plain(await this.#call(step));
    } catch (error) {
      if (error instanceof TouchlineError) return { threw: error.code, where: error.where };
      throw error;
    }
  }

  #intent(account: string, order: number): NewIntent {
    const market = `m${order % 3}`;
    const exit = order === 5;
    return intentOf(account === 'paper' ? order + 1 : order + 101, {
      account,
      session: `session-${account}`,
      market,
      game: order % 3 === 2 ? 'g1' : 'g0',
      instrument: `${market}-${order === 4 ? 'no' : 'yes'}`,
      outcome: order === 4 ? 'no' : 'yes',
      createdAt: this.#now,
      limit: 5_000 as Price,
      ...(exit ? { purpose: 'exit', side: 'sell', reserved: 0 as Usd } : {}),
    });
  }

  async #call({ operation, account, stale }: Step): Promise<unknown> {
    const store = this.#store;
    const current = this.#fences.get(account) ?? { account, epoch: 1 };
    const fence = stale ? { account, epoch: current.epoch - 1 } : current;
    const session = `session-${account}`;
    const at = this.#now;
    switch (operation.kind) {
      case 'admit': {
        const limits = { ...NO_LIMITS, ...LIMITS[operation.limits] };
        const kept = (await store.readJournal(session, 0, 1_000)).length;
        const journal = Array.from({ length: operation.lines }, (_, n) => ({
          sequence: kept + n,
          line: 'a',
        }));
        const intent = this.#intent(account, operation.order);
        return store.admit(fence, intent, { limits, journal, dayStart: later(60) });
      }
      case 'clash': {
        const intent = this.#intent(account, operation.order);
        const { venueOrderId } = this.#intent(account, (operation.order + 1) % 6);
        const changed = { ...intent, id: 'e'.repeat(32), market: 'm9', venueOrderId };
        return store.admit(fence, changed, { limits: NO_LIMITS, journal: [], dayStart: T0 });
      }
      case 'advance': {
        const { id } = this.#intent(account, operation.order);
        const answers = [];
        for (const to of ['signed', 'sending', operation.to] as const) {
          answers.push(await store.transition(fence, { intent: id, to, reason: `to ${to}`, at }));
        }
        return answers;
      }
      case 'transition': {
        const { id } = this.#intent(account, operation.order);
        return store.transition(fence, { intent: id, to: operation.to, reason: null, at });
      }
      case 'cancel':
        return store.requestCancel(fence, this.#intent(account, operation.order).id, at);
      case 'fill': {
        // Every third trade is told under the fence of another account.
        const intent = this.#intent(operation.trade === 3 ? 'paper' : account, operation.order);
        const executed = TRADES[operation.trade] ?? TRADES[0];
        const fill = fillOf(intent, `t${operation.trade}`, {
          size: shares(executed.size),
          fee: dollars(executed.fee),
          price: (operation.changed ? 4_321 : 4_999) as Price,
          status: operation.status,
          venueTime: at,
        });
        return store.recordFill(fence, fill, at);
      }
      case 'settle':
        return store.settle(fence, `m${operation.market}`, { payout: dollars(operation.payout), time: at });
      case 'adjust':
        return store.adjustCash(fence, dollars(operation.amount), { at, reason: 'found' });
      case 'journal': {
        const lines = Array.from({ length: operation.count }, (_, n) => ({
          sequence: operation.from + n,
          line: operation.text,
        }));
        return store.appendJournal(fence, session, lines);
      }
      case 'decide': {
        const row = { sequence: operation.from, journalSequence: 1, time: T0, json: operation.text };
        return store.saveDecisions(fence, session, [row, { ...row, sequence: operation.from + 1 }]);
      }
      default:
        return this.#callRest(operation, { account, fence, at });
    }
  }

  async #callRest(
    operation: Exclude<Operation, { kind: 'admit' | 'clash' | 'advance' | 'transition' | 'cancel' | 'fill' }>,
    { account, fence, at }: { readonly account: string; readonly fence: Fence; readonly at: Micros },
  ): Promise<unknown> {
    const store = this.#store;
    const audit = { at, actor: 'operator', action: operation.kind, detail: account };
    switch (operation.kind) {
      case 'kill':
        return store.kill({
          account: operation.whole ? null : account,
          strategy: operation.strategy ? 'favourite-dip' : null,
          reason: `killed at ${at}`,
          by: 'operator',
          at,
        });
      case 'rearm':
        return store.rearm(operation.whole ? null : account, audit);
      case 'arm':
        return store.arm(account, operation.armed, audit);
      case 'cap':
        return store.setRisk(account, { ...NO_CAPS, [operation.cap]: operation.most }, audit);
      case 'lease':
        return this.#lease(operation, fence);
      case 'outbox': {
        const claimed = await store.claimOutbox('notify', 5, at);
        if (operation.ack)
          await store.ackOutbox(
            'notify',
            claimed.map(({ id }) => id),
          );
        return claimed.map(({ id: _, ...message }) => message);
      }
      case 'session': {
        const row = sessionOf(account, `session-${account}`);
        if (operation.what === 'end') return store.endSession(fence, row.id, { at, reason: `ended ${at}` });
        return store.openSession(fence, operation.what === 'open' ? row : { ...row, document: '{}' });
      }
      case 'balances': {
        const held = new Map([['m0-yes', 5 as Shares]]);
        return store.saveBalances(fence, { at, cash: operation.cash as Usd, shares: held });
      }
      default:
        throw new Error(`${operation.kind} is run elsewhere`);
    }
  }

  async #lease({ what, holder }: Extract<Operation, { kind: 'lease' }>, fence: Fence): Promise<unknown> {
    const term = { now: this.#now, ttlMs: 30_000 };
    if (what === 'renew') return this.#store.renewLease(fence, term);
    if (what === 'release') return this.#store.releaseLease(fence);
    const lease = await this.#store.acquireLease(fence.account, holder, term);
    if (lease.kind === 'leader') this.#fences.set(fence.account, lease.fence);
    return lease;
  }

  /** All that can be read of the store. Numbers that a database hands out are told as their rank. */
  async everything(): Promise<unknown> {
    const store = this.#store;
    const of = async (account: string) => ({
      open: await store.openIntents(account, null),
      recent: await store.openIntents(account, later(30)),
      fills: await store.fills(account, T0),
      holdings: await store.holdings(account),
      totals: await store.totals(account),
      exposures: await store.exposures(account),
      profits: await Promise.all([0, 10, 60, 300].map((s) => store.profitSince(account, later(s)))),
      ledger: ranked(await store.ledger(account, T0)),
      risk: await store.riskSettings(account),
      balances: await store.lastBalances(account),
      journal: await store.readJournal(`session-${account}`, 0, 1_000),
      decisions: await store.readDecisions(`session-${account}`, 0, 1_000),
    });
    return plain({
      accounts: await store.accounts(),
      sessions: await store.sessions(null),
      kills: await store.kills(),
      broken: await store.brokenAuditLinks(),
      outbox: (await store.claimOutbox('reader', 1_000, this.#now)).map(({ id: _, ...message }) => message),
      paper: await of('paper'),
      real: await of('real'),
    });
  }
}

const ranked = <Row extends { readonly posting: number }>(rows: readonly Row[]): readonly Row[] => {
  const ranks = [...new Set(rows.map(({ posting }) => posting))];
  return rows.map((row) => ({ ...row, posting: ranks.indexOf(row.posting) }));
};

/** Plain data, maps as their entries, so that two answers compare by content. */
const plain = (value: unknown): unknown =>
  value === undefined
    ? null
    : JSON.parse(JSON.stringify(value, (_, each) => (each instanceof Map ? { map: [...each] } : each)));
