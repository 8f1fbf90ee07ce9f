import { mergeTables, type RawTable } from '../config/config-file.js';
import type { TapeEvent } from '../engine/events.js';
import type { DecisionRecord, EquityPoint } from '../engine/run-result.js';
import { PaperExchange } from '../engine/session/paper-exchange.js';
import { decodeSessionInput, encodeSessionInput } from '../engine/session/session-codec.js';
import type { SessionInput } from '../engine/session/session-input.js';
import { SessionKernel, type SessionOptions } from '../engine/session/session-kernel.js';
import type { FillView } from '../engine/strategy.js';
import type { Tape } from '../engine/tape.js';
import type { Micros } from '../engine/units.js';
import { type PreparedRun, prepareOwnRun } from '../runs/prepare-run.js';
import { optionsFor } from '../runs/run-inputs.js';
import { eventsOfTape } from './events-of-tape.js';

/** What a session on paper left behind. */
export interface PaperRun {
  /** Decisions that were kept, in their order. */
  readonly decisions: readonly DecisionRecord[];
  readonly fills: readonly FillView[];
  readonly equityCurve: readonly EquityPoint[];
  /** Cash at the end, 1e-6 dollars. */
  readonly cash: number;
  /** 16 hex digits over every decision, kept or not. */
  readonly digest: string;
  /** SHA-256 over decisions, orders and fills. */
  readonly hash: string;
  /** Everything that happened to it, one line an input: what a live session writes down. */
  readonly journal: readonly string[];
}

const prepared = (config: RawTable, change: RawTable): Promise<PreparedRun> =>
  prepareOwnRun(mergeTables(config, change), 'the configuration of the notebook');

function sessionOptions(tape: Tape, run: PreparedRun): SessionOptions {
  const { strategy, risk, seed, equityEvery, blockedDecisionsMax } = optionsFor(tape, run);
  return { catalog: tape.catalog, strategy, risk, seed, equityEvery, blockedDecisionsMax };
}

/**
 * Trades on paper as a live session would: one event after the other as it is heard, orders sent to an exchange that
 * stands by itself, its reports heard as inputs. Nothing of it is shared with the loop of a backtest.
 */
export async function tradeOnPaper(tape: Tape, config: RawTable, change: RawTable = {}): Promise<PaperRun> {
  const run = await prepared(config, change);
  const { startingCash, dayStarts, venue, seed } = optionsFor(tape, run);
  const decisions: DecisionRecord[] = [];
  const fills: FillView[] = [];
  const equityCurve: EquityPoint[] = [];
  const journal: string[] = [];
  const session = new SessionKernel(sessionOptions(tape, run), {
    send: (message) => exchange.send(message),
    listener: {
      decision: (row) => decisions.push(row),
      fill: (row) => fills.push(row),
      equity: (row) => equityCurve.push(row),
    },
  });
  const take = (input: SessionInput): void => {
    journal.push(encodeSessionInput(input));
    session.apply(input);
  };
  const exchange = new PaperExchange({ catalog: tape.catalog, venue, seed }, take);
  const moments = instants(eventsOfTape(tape));
  const at = (moments[0]?.[0]?.localTime ?? 0) as Micros;
  const days = dayStarts.filter((start) => start > at);
  const startedAt = dayStarts.findLast((start) => start <= at);
  const day = startedAt === undefined ? null : { startedAt, equity: startingCash };
  take({ kind: 'opening', at, cash: startingCash, positions: [], day });
  const advance = advancer({ session, exchange, take, days });
  for (const events of moments) {
    advance((events[0] as TapeEvent).localTime);
    exchange.feed(events);
    take({ kind: 'events', events });
  }
  const { outputHash: hash, decisionsDigest: digest } = session;
  return { decisions, fills, equityCurve, cash: session.account.portfolio.cash, digest, hash, journal };
}

/** Lets everything that is due before an instant happen: days, timers, and what the exchange has to say. */
function advancer(parts: {
  readonly session: SessionKernel;
  readonly exchange: PaperExchange;
  readonly take: (input: SessionInput) => void;
  readonly days: readonly Micros[];
}): (until: Micros) => void {
  const { session, exchange, take } = parts;
  const days = [...parts.days];
  return (until) => {
    for (;;) {
      const due = Math.min(session.nextDue, exchange.nextDue) as Micros;
      const [day] = days;
      if (day !== undefined && day <= Math.min(due, until)) {
        days.shift();
        take({ kind: 'dayStart', at: day });
      } else if (due < until) {
        exchange.reach(due);
        if (session.nextDue <= due) take({ kind: 'time', at: due });
      } else return;
    }
  };
}

/** Events of one instant together. */
function instants(events: readonly TapeEvent[]): readonly (readonly TapeEvent[])[] {
  const groups: TapeEvent[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last?.[0]?.localTime === event.localTime) last.push(event);
    else groups.push([event]);
  }
  return groups;
}

/**
 * Replays the journal of a session through a fresh kernel.
 *
 * @throws ENGINE_JOURNAL for a line that is none; ENGINE_ORDER when the replay did not place an order that the journal
 * has a report of.
 */
export async function replayJournal(
  tape: Tape,
  journal: readonly string[],
  config: RawTable,
): Promise<Pick<PaperRun, 'digest' | 'hash'>> {
  const session = new SessionKernel(sessionOptions(tape, await prepared(config, {})), {
    send: () => undefined,
  });
  for (const [index, line] of journal.entries()) session.apply(decodeSessionInput(line, index + 1));
  return { digest: session.decisionsDigest, hash: session.outputHash };
}
