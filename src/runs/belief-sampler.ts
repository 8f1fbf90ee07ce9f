import type { DecisionBelief } from '../engine/decision-belief.js';
import { EventKind } from '../engine/events.js';
import type { GateSheet } from '../engine/gate-sheet.js';
import type { MarketIndex } from '../engine/ids.js';
import type { Tape } from '../engine/tape.js';
import { MICROS_PER_MINUTE, type Micros } from '../engine/units.js';
import { progress } from '../strategies/sport/progress.js';
import { specOfLeague } from '../strategies/sport/sport-spec.js';

/** When a strategy is asked what it believes. */
export type BeliefMoment =
  /** When it enters: the first entry in each market. */
  | { readonly kind: 'entry'; readonly name: string }
  /** A stretch before the last quote, or before the scheduled start, microseconds. */
  | { readonly kind: 'last-quote' | 'start'; readonly horizon: number; readonly name: string }
  /** When this part of regulation was played, 0..1. */
  | { readonly kind: 'progress'; readonly part: number; readonly name: string };

/** What was believed at a moment. */
export interface BeliefSample {
  readonly market: MarketIndex;
  readonly time: Micros;
  readonly moment: string;
  readonly belief: DecisionBelief;
}

/** A decision this long after its moment still speaks for it. */
const LATEST = 10 * MICROS_PER_MINUTE;

/** Takes samples of a run's beliefs: hand `onDecision` to the kernel and read `samples` afterwards. */
export function beliefSampler(tape: Tape, moments: readonly BeliefMoment[]) {
  const samples: BeliefSample[] = [];
  const due = tape.catalog.markets.map(() => [] as { at: number; name: string }[]);
  for (const moment of moments.filter(({ kind }) => kind !== 'entry')) {
    for (const [market, at] of instantsOf(tape, moment)) due[market]?.push({ at, name: moment.name });
  }
  for (const list of due) list.sort((a, b) => a.at - b.at);
  const entry = moments.find(({ kind }) => kind === 'entry')?.name ?? null;
  const entered = new Set<MarketIndex>();
  const take = (sheet: GateSheet, time: Micros, moment: string): void => {
    const belief = sheet.belief?.() ?? null;
    if (belief !== null) samples.push({ market: sheet.market, time, moment, belief });
  };
  const onDecision = (sheet: GateSheet, time: Micros): void => {
    if (sheet.belief === null) return;
    if (entry !== null && sheet.passed && !entered.has(sheet.market)) {
      entered.add(sheet.market);
      take(sheet, time, entry);
    }
    const list = due[sheet.market];
    while (list?.[0] !== undefined && list[0].at <= time) {
      const { at, name } = list.shift() as { at: number; name: string };
      if (time - at <= LATEST) take(sheet, time, name);
    }
  };
  return { samples, onDecision };
}

/** When each market's moment is; markets without one are left out. */
function instantsOf(tape: Tape, moment: BeliefMoment): ReadonlyMap<number, number> {
  if (moment.kind === 'progress') return progressInstants(tape, moment.part);
  const anchors = new Map<number, number>();
  for (let row = 0; row < tape.length; row += 1) {
    const kind = tape.kind[row] as number;
    const market = tape.subject[row] as number;
    if (moment.kind === 'last-quote' && kind === EventKind.quote)
      anchors.set(market, tape.localTime[row] as number);
    if (moment.kind === 'start' && kind === EventKind.marketFacts) {
      const start = tape.facts[tape.sizeA[row] as number]?.startTime ?? null;
      if (start !== null) anchors.set(market, start);
    }
  }
  const horizon = moment.kind === 'entry' ? 0 : moment.horizon;
  return new Map([...anchors].map(([market, anchor]) => [market, anchor - horizon]));
}

/** When the state of each game first said that this part of regulation was played. */
function progressInstants(tape: Tape, part: number): ReadonlyMap<number, number> {
  const reached = new Map<number, number>();
  for (let row = 0; row < tape.length; row += 1) {
    if (tape.kind[row] !== EventKind.gameState) continue;
    const index = tape.subject[row] as number;
    const game = tape.catalog.games[index];
    if (game === undefined || reached.has(index)) continue;
    const spec = specOfLeague(game.league, { date: game.date });
    const state = tape.gameStates[tape.sizeA[row] as number];
    const fraction = spec === null || state === undefined ? null : progress(spec, state).fraction;
    if (fraction !== null && fraction >= part) reached.set(index, tape.localTime[row] as number);
  }
  return new Map(
    tape.catalog.markets.flatMap(({ game }, market) => {
      const at = reached.get(game);
      return at === undefined ? [] : [[market, at] as const];
    }),
  );
}
