import type { Catalog } from '../catalog.js';
import type { TapeEvent } from '../events.js';
import { Kernel } from '../kernel.js';
import { dollars, NO_LIMITS, PLAIN_VENUE, T0, type TestOptions } from '../kernel.testing.js';
import type { KernelListener } from '../kernel-listener.js';
import type { Strategy } from '../strategy.js';
import { tapeFromEvents } from '../tape-builder.js';
import { type Micros, micros, type Usd } from '../units.js';
import { PaperExchange } from './paper-exchange.js';
import { encodeSessionInput } from './session-codec.js';
import type { SessionInput } from './session-input.js';
import { SessionKernel, type SessionOptions } from './session-kernel.js';

/** What a run of a fixture is given, in a backtest as on paper. */
export interface Play {
  readonly catalog: Pick<Catalog, 'markets' | 'games'>;
  readonly events: readonly TapeEvent[];
  /** Made anew for each run: a strategy has a memory. */
  readonly strategy: () => Strategy;
  readonly changed?: TestOptions;
}

/** Everything that a run left behind, in the order in which it was booked. */
export interface Left {
  readonly digest: string;
  readonly rows: { readonly [Kind in keyof KernelListener]: unknown[] };
  readonly orders: readonly unknown[];
  readonly funnel: unknown;
  readonly cash: Usd;
}

const kernelOptions = ({ changed = {} }: Play) => ({
  startingCash: dollars(1_000),
  seed: 'test',
  equityEvery: micros(3_600_000_000),
  blockedDecisionsMax: 1_000_000,
  dayStarts: [],
  ...changed,
  venue: { ...PLAIN_VENUE, ...changed.venue },
  risk: { ...NO_LIMITS, ...changed.risk },
});

/** A listener that writes everything down. */
export function recorder(): { readonly rows: Left['rows']; readonly listener: KernelListener } {
  const rows: Left['rows'] = {
    decision: [],
    fill: [],
    movement: [],
    settlement: [],
    roundTrip: [],
    equity: [],
  };
  const listener: KernelListener = {
    decision: (row) => void rows.decision.push(row),
    fill: ({ order, ...row }) => void rows.fill.push({ ...row, order: order.id }),
    movement: (row) => void rows.movement.push(row),
    settlement: (row) => void rows.settlement.push(row),
    roundTrip: (row) => void rows.roundTrip.push(row),
    equity: (row) => void rows.equity.push(row),
  };
  return { rows, listener };
}

const left = (kernel: Pick<Kernel, 'account'>, more: Omit<Left, 'orders' | 'cash'>): Left => ({
  ...more,
  orders: kernel.account.orders.map((each) => [each.id, each.state, each.filled, each.reason, each.placedAt]),
  cash: kernel.account.portfolio.cash,
});

/** The backtest of `play`, as far as its last event. */
export function inBacktest(play: Play): Left {
  const tape = tapeFromEvents(play.catalog, play.events);
  const { rows, listener } = recorder();
  const kernel = new Kernel({
    ...kernelOptions(play),
    catalog: tape.catalog,
    startTime: (tape.localTime[0] ?? T0) as Micros,
    strategy: play.strategy(),
    listener,
  });
  kernel.start();
  kernel.feed(tape);
  return left(kernel, { rows, digest: kernel.decisions.digest, funnel: kernel.funnel.rows() });
}

/** The options of a session over `play`. */
export function sessionOptions(play: Play): SessionOptions {
  const { seed, risk, equityEvery, blockedDecisionsMax } = kernelOptions(play);
  const catalog = { ...play.catalog, sources: [] };
  return { catalog, seed, risk, equityEvery, blockedDecisionsMax, strategy: play.strategy() };
}

/** Events in the order of time, those of one instant together. */
function instants(events: readonly TapeEvent[]): TapeEvent[][] {
  const byTime = new Map<number, TapeEvent[]>();
  for (const event of [...events].sort((a, b) => a.localTime - b.localTime)) {
    const known = byTime.get(event.localTime);
    if (known === undefined) byTime.set(event.localTime, [event]);
    else known.push(event);
  }
  return [...byTime.values()];
}

/** The same through a session and an exchange on paper, with the journal of all inputs. */
export function onPaper(play: Play): Left & { readonly journal: readonly string[]; readonly hash: string } {
  const options = kernelOptions(play);
  const { rows, listener } = recorder();
  const journal: string[] = [];
  const at = instants(play.events)[0]?.[0]?.localTime ?? micros(T0);
  const session = new SessionKernel(sessionOptions(play), {
    send: (message) => exchange.send(message),
    listener,
  });
  const take = (input: SessionInput): void => {
    journal.push(encodeSessionInput(input));
    session.apply(input);
  };
  const exchange = new PaperExchange({ ...options, catalog: session.catalog }, take);
  // Days that began before the opening: the last of them still runs.
  let day = options.dayStarts.filter((start) => start <= at).length;
  const advance = (until: number): void => {
    for (;;) {
      const due = Math.min(session.nextDue, exchange.nextDue) as Micros;
      const dayStart = options.dayStarts[day];
      if (dayStart !== undefined && dayStart <= Math.min(due, until)) {
        day += 1;
        take({ kind: 'dayStart', at: dayStart });
        continue;
      }
      if (!(due < until)) return;
      exchange.reach(due);
      if (session.nextDue <= due) take({ kind: 'time', at: due });
    }
  };
  const startedAt = options.dayStarts[day - 1];
  const running = startedAt === undefined ? null : { startedAt, equity: options.startingCash };
  take({ kind: 'opening', at, cash: options.startingCash, positions: [], day: running });
  for (const events of instants(play.events)) {
    advance(events[0]?.localTime ?? 0);
    exchange.feed(events);
    take({ kind: 'events', events });
  }
  const more = { rows, digest: session.decisionsDigest, funnel: session.funnel };
  return { ...left(session, more), journal, hash: session.outputHash };
}
