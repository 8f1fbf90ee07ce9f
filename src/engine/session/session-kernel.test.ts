import { describe, expect, it } from 'vitest';
import { TouchlineError } from '../errors.js';
import { type OrderId, orderId } from '../ids.js';
import {
  at,
  catalogOf,
  dollars,
  facts,
  gap,
  lots,
  order,
  quote,
  resolution,
  type Script,
  scripted,
  stamped,
  type TestEvent,
  type TestOptions,
} from '../kernel.testing.js';
import type { Strategy } from '../strategy.js';
import type { Price, Usd } from '../units.js';
import type { Outbound } from './outbound.js';
import { recorder, sessionOptions } from './session.testing.js';
import type { OpeningInput, OrderReport, SessionInput } from './session-input.js';
import { SessionKernel, type SessionOptions } from './session-kernel.js';

const OPENING: OpeningInput = {
  kind: 'opening',
  at: at(0),
  cash: dollars(100),
  positions: [],
  day: null,
};
const BOOK = quote(1, 0, [3_900, 4_000]);

const eventsInput = (...events: readonly TestEvent[]): SessionInput => ({
  kind: 'events',
  events: stamped(events),
});
const timeInput = (seconds: number): SessionInput => ({ kind: 'time', at: at(seconds) });

interface Scene {
  readonly strategy: Strategy;
  readonly opening?: Partial<OpeningInput>;
  readonly changed?: TestOptions;
  readonly options?: Partial<SessionOptions>;
}

/** An open session over two markets of one game, and what left it. */
function open({ strategy, opening = {}, changed = {}, options = {} }: Scene) {
  const sent: Outbound[] = [];
  const { rows, listener } = recorder();
  const catalog = catalogOf([{}, {}]);
  const play = { catalog, events: [], strategy: () => strategy, changed };
  const session = new SessionKernel(
    { ...sessionOptions(play), ...options },
    { send: (each) => void sent.push(each), listener },
  );
  session.apply({ ...OPENING, ...opening });
  const report = (seconds: number, id: OrderId, what: OrderReport): void =>
    session.apply({ kind: 'report', at: at(seconds), order: id, report: what });
  const feed = (...events: readonly TestEvent[]): void => session.apply(eventsInput(...events));
  return { session, sent, rows, report, feed };
}

const fill = (price: number, size: number, fee = 0): OrderReport => ({
  state: 'fill',
  price: price as Price,
  size: lots(size),
  fee: fee as Usd,
  liquidity: 'taker',
});

const placedId = (message: Outbound | undefined): OrderId =>
  message?.kind === 'place' || message?.kind === 'replace' ? message.order.id : orderId('0'.repeat(16));

const codeOf = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    return error instanceof TouchlineError ? error.code : String(error);
  }
  return 'nothing';
};

/** Buys once, on the first quote. */
function buyer(more: Partial<Strategy> = {}): Strategy {
  let placed = false;
  return scripted(
    {},
    {
      quote: (context) => {
        if (placed) return;
        placed = true;
        context.place(order());
      },
      ...more,
    },
  );
}

describe('an order of a session', () => {
  it('leaves through the port with everything that the venue has to know', () => {
    const { sent, feed } = open({ strategy: buyer() });
    feed(BOOK);
    expect(sent).toEqual([
      {
        kind: 'place',
        at: at(1),
        order: {
          id: placedId(sent[0]),
          market: 0,
          side: 'buy',
          limit: 4_000,
          size: 10_000_000,
          timeInForce: 'fak',
          reduceOnly: false,
          postOnly: false,
          expiresAt: null,
          tag: 'test',
        },
      },
    ]);
  });

  it('is filled by reports only: cash, position and lock follow them to the micro-dollar', () => {
    const heard: unknown[] = [];
    const strategy = buyer({ fill: (_context, each) => void heard.push([each.price, each.size, each.fee]) });
    const { session, sent, feed, report, rows } = open({ strategy });
    feed(BOOK);
    // 10 at .40 are locked with their fee: 4.00 + 10 x .05 x .4 x .6 (nba, Polymarket) and the rounding reserve.
    expect(session.view.cash).toBeLessThan(dollars(96));
    report(2, placedId(sent[0]), { state: 'live' });
    report(3, placedId(sent[0]), fill(3_990, 4, 50_000));
    report(4, placedId(sent[0]), { state: 'cancelled', reason: 'no more to match' });
    // 4 x .399 + .05 = 1.646
    expect(session.account.portfolio.cash).toBe(98_354_000);
    expect(session.view.cash).toBe(98_354_000);
    expect(session.view.position(order().market).size).toBe(4_000_000);
    expect(heard).toEqual([[3_990, 4_000_000, 50_000]]);
    expect(rows.movement).toHaveLength(3);
  });

  it('is taken back by a void, fee and all', () => {
    const { session, sent, feed, report } = open({ strategy: buyer() });
    feed(BOOK);
    report(2, placedId(sent[0]), fill(4_000, 10, 100_000));
    report(9, placedId(sent[0]), { ...fill(4_000, 10, 100_000), state: 'void' } as OrderReport);
    expect(session.account.portfolio.cash).toBe(100_000_000);
    expect(session.view.position(order().market).size).toBe(0);
  });

  it('is cancelled and replaced by messages that name it', () => {
    const resting = order({ timeInForce: 'gtc', limit: 3_800 });
    let id: OrderId;
    const script: Script = {
      2: (context) => {
        id = context.place(resting);
      },
      3: (context) => {
        id = context.replace(id, { ...resting, limit: 3_700 as Price });
      },
      4: (context) => context.cancel(id),
    };
    const { session, sent } = open({ strategy: scripted(script) });
    for (const seconds of [2, 3, 4]) session.apply(timeInput(seconds));
    const first = placedId(sent[0]);
    const second = placedId(sent[1]);
    expect(sent.map((each) => [each.kind, each.at])).toEqual([
      ['place', at(2)],
      ['replace', at(3)],
      ['cancel', at(4)],
    ]);
    expect(sent[1]).toMatchObject({ old: first, order: { limit: 3_700 } });
    expect(sent[2]).toMatchObject({ order: second });
  });

  it('never leaves where a risk control refuses it', () => {
    const reasons: (string | null)[] = [];
    const strategy = buyer({ orderUpdate: (_context, each) => void reasons.push(each.reason) });
    const { sent, feed } = open({ strategy, changed: { risk: { perOrder: dollars(3) } } });
    feed(BOOK);
    expect(sent).toEqual([]);
    expect(reasons).toEqual(['per-order: 4.00 USD against a limit of 3.00 USD']);
  });

  it('is a fault when a report names one that was never placed, and nothing has happened', () => {
    const { session, report, feed } = open({ strategy: buyer() });
    feed(BOOK);
    const before = session.outputHash;
    expect(codeOf(() => report(50, orderId('0123456789abcdef'), { state: 'live' }))).toBe('ENGINE_ORDER');
    expect([session.now, session.outputHash]).toEqual([at(1), before]);
    feed(quote(2, 0, [3_900, 4_000]));
    expect(session.now).toBe(at(2));
  });
});

describe('the opening', () => {
  const held = { market: order().market, size: lots(10), cost: dollars(3), openedAt: at(-500) };

  it('starts from the cash and the holdings of the ledger, which a reduce-only order can close', () => {
    const exit = order({ side: 'sell', limit: 3_900, size: 25, reduceOnly: true });
    const { session, sent, feed, report, rows } = open({
      strategy: scripted({ 2: (context) => void context.place(exit) }),
      opening: { positions: [held] },
    });
    feed(BOOK);
    // 100 + 10 x .39
    expect(session.view.equity).toBe(103_900_000);
    session.apply(timeInput(2));
    expect(sent[0]).toMatchObject({ order: { size: 10_000_000 } });
    report(3, placedId(sent[0]), fill(3_900, 10));
    expect(session.account.portfolio.cash).toBe(103_900_000);
    expect(rows.roundTrip).toMatchObject([{ cost: 3_000_000, proceeds: 3_900_000, openedAt: at(-500) }]);
  });

  it('counts holdings against the limits of a market', () => {
    const { sent, feed } = open({
      strategy: buyer(),
      opening: { positions: [held] },
      changed: { risk: { perMarket: dollars(6) } },
    });
    feed(BOOK);
    expect(sent).toEqual([]);
  });

  it('settles what was taken over when its market resolves', () => {
    const { session, feed, rows } = open({ strategy: scripted({}), opening: { positions: [held] } });
    feed(resolution(5, 0, 1));
    expect(session.account.portfolio.cash).toBe(110_000_000);
    expect(rows.settlement).toMatchObject([{ position: 10_000_000, cash: 10_000_000 }]);
  });

  it.each([
    ['no shares', { size: 0 }],
    ['half a unit', { size: 0.5 }],
    ['a cost above a dollar a share', { cost: 10_000_001 }],
    ['a market that there is not', { market: 7 }],
  ])('refuses a holding with %s', (_name, wrong) => {
    const positions = [{ ...held, ...wrong } as typeof held];
    expect(codeOf(() => void open({ strategy: buyer(), opening: { positions } }))).toBe('ENGINE_POSITION');
  });

  it('refuses two holdings of one market', () => {
    expect(codeOf(() => void open({ strategy: buyer(), opening: { positions: [held, held] } }))).toBe(
      'ENGINE_POSITION',
    );
  });

  it('carries the loss of the day over: a restart is no new day', () => {
    const risk = { dailyLoss: dollars(5) };
    const day = { startedAt: at(-900), equity: dollars(106) };
    const restarted = open({ strategy: buyer(), opening: { day }, changed: { risk } });
    restarted.feed(BOOK);
    expect(restarted.sent).toEqual([]);
    expect(restarted.session.view.dayStart).toBe(at(-900));
    const fresh = open({ strategy: buyer(), changed: { risk } });
    fresh.feed(BOOK);
    expect(fresh.sent).toHaveLength(1);
  });

  it('comes first and once', () => {
    const { session } = open({ strategy: buyer() });
    expect(codeOf(() => session.apply(OPENING))).toBe('ENGINE_SESSION');
    const play = { catalog: catalogOf(), events: [], strategy: buyer };
    const unopened = new SessionKernel(sessionOptions(play), { send: () => undefined });
    expect(codeOf(() => unopened.apply(timeInput(1)))).toBe('ENGINE_SESSION');
  });
});

describe('the clock of a session', () => {
  it('never runs backwards: what is older is taken at the last instant', () => {
    const seen: number[] = [];
    const { session, feed } = open({
      strategy: scripted({}, { quote: (context, market) => void seen.push(context.book(market).updatedAt) }),
    });
    feed(quote(5, 0, [3_900, 4_000]));
    feed(quote(2, 0, [3_800, 3_900]));
    session.apply(timeInput(1));
    expect(seen).toEqual([at(5), at(5)]);
    expect(session.now).toBe(at(5));
    expect(session.view.book(order().market).bid).toBe(3_800);
  });

  it('fires timers that are due before the next input is heard, and says when the next is due', () => {
    const told: string[] = [];
    const strategy = scripted(
      { 3: () => void told.push('timer 3'), 7: () => void told.push('timer 7') },
      { quote: () => void told.push('quote') },
    );
    const { session, feed } = open({ strategy });
    expect(session.nextDue).toBe(at(3));
    feed(quote(5, 0, [3_900, 4_000]));
    expect(told).toEqual(['timer 3', 'quote']);
    expect(session.nextDue).toBe(at(7));
    session.apply(timeInput(7));
    expect(told).toEqual(['timer 3', 'quote', 'timer 7']);
    expect(session.nextDue).toBe(Number.POSITIVE_INFINITY);
  });

  it('hears an answer before the timer of its instant', () => {
    const told: string[] = [];
    const strategy = buyer({
      start: (context) => context.timer(at(2), 'check'),
      timer: (context) => void told.push(`filled ${context.position(order().market).size}`),
    });
    const { session, sent, feed, report } = open({ strategy });
    feed(BOOK);
    report(2, placedId(sent[0]), fill(4_000, 10));
    session.apply(timeInput(2));
    expect(told).toEqual(['filled 10000000']);
  });

  it('starts a new trading day when it is told to: the loss of the last no longer counts', () => {
    const twice = scripted({
      2: (context) => void context.place(order()),
      10: (context) => void context.place(order({ tag: 'same day' })),
      30: (context) => void context.place(order({ tag: 'next day' })),
    });
    const { session, sent, feed, report } = open({
      strategy: twice,
      changed: { risk: { dailyLoss: dollars(1) } },
    });
    feed(BOOK);
    session.apply(timeInput(2));
    report(3, placedId(sent[0]), fill(4_000, 10));
    // 10 bought at .40 are worth .20 each: a loss of 2.00.
    feed(quote(4, 0, [2_000, 2_100]));
    session.apply(timeInput(10));
    session.apply({ kind: 'dayStart', at: at(20) });
    session.apply(timeInput(30));
    expect(sent.map((each) => each.kind === 'place' && each.order.tag)).toEqual(['test', 'next day']);
    expect(session.view.dayStart).toBe(at(20));
  });
});

describe('what a session hears of markets', () => {
  it('prices fees by their rules, forgets a book in a gap, and refuses an event of no market', () => {
    const { session, feed } = open({ strategy: scripted({}) });
    const { market, limit } = order();
    feed(facts(1, 0, { fee: { takerRate: 300, makerRate: 0 } }), BOOK);
    // 300e-4 x .4 x .6 a share, in 1e-4 dollars.
    expect(session.view.feePerShare(market, limit)).toBeCloseTo(72, 9);
    feed(gap(2, 0, 1));
    expect(session.view.book(market).bid).toBeNull();
    expect(codeOf(() => feed(quote(3, 9, [3_900, 4_000])))).toBe('ENGINE_TAPE');
    expect(session.now).toBe(at(2));
  });

  it('takes events of an instant in the total order, however they come', () => {
    const told: string[] = [];
    const strategy = scripted(
      {},
      { quote: () => void told.push('quote'), marketFacts: () => void told.push('facts') },
    );
    const { feed } = open({ strategy });
    feed(BOOK, facts(1, 0, {}));
    expect(told).toEqual(['facts', 'quote']);
  });
});

describe('a session of many orders', () => {
  it('keeps no more ended orders than it is told to, and no fills at all', () => {
    const strategy = scripted(
      {},
      { quote: (context) => void context.place(order({ size: 0.01, timeInForce: 'fak' })) },
    );
    const { session, sent, feed, report, rows } = open({ strategy, options: { recentOrdersMax: 20 } });
    for (let round = 1; round <= 200; round += 1) {
      feed(quote(round, 0, [3_900, 4_000]));
      report(round, placedId(sent.at(-1)), fill(4_000, 0.01));
    }
    expect(session.account.orders).toHaveLength(20);
    expect(session.account.fills.rows(session.account.orders)).toEqual([]);
    expect(session.account.portfolio.ledger).toEqual([]);
    expect(rows.fill).toHaveLength(200);
    expect(new Set(sent.map(placedId)).size).toBe(200);
    expect(codeOf(() => report(900, placedId(sent[0]), { state: 'live' }))).toBe('ENGINE_ORDER');
  });
});

describe('the end of a session', () => {
  it('tells the strategy to stop, lets its cancels out, and takes only reports and time after that', () => {
    const resting = order({ timeInForce: 'gtc', limit: 3_800 });
    let id: OrderId;
    const strategy = scripted(
      {
        2: (context) => {
          id = context.place(resting);
        },
      },
      { stop: (context) => context.cancel(id) },
    );
    const { session, sent, feed, report } = open({ strategy });
    session.apply(timeInput(2));
    session.apply({ kind: 'closing', at: at(3) });
    expect(sent.map((each) => each.kind)).toEqual(['place', 'cancel']);
    report(4, placedId(sent[0]), { state: 'cancelled', reason: 'cancelled by its owner' });
    session.apply(timeInput(5));
    expect(session.view.cash).toBe(100_000_000);
    expect(codeOf(() => feed(quote(6, 0, [3_900, 4_000])))).toBe('ENGINE_SESSION');
  });

  it('comes at once when the strategy throws, with the instant, and for good', () => {
    const strategy = scripted(
      {},
      {
        quote: () => {
          throw new Error('no idea');
        },
      },
    );
    const { session, feed } = open({ strategy });
    expect(codeOf(() => feed(BOOK))).toBe('ENGINE_STOPPED');
    expect(codeOf(() => session.apply(timeInput(2)))).toBe('ENGINE_SESSION');
  });
});
