import { describe, expect, it } from 'vitest';
import { EventKind } from '../../engine/events.js';
import { EVERY_MARKET, type Tape } from '../../engine/tape.js';
import { micros } from '../../engine/units.js';
import { drawGame, type GameTruth, payoutOf } from './game-truth.js';
import { generateSeason } from './generate-season.js';
import { planSeason } from './schedule.js';
import { clusteredZ, midOf, quotesOf, type TestQuote, testSeason } from './season.testing.js';
import { seasonHash } from './season-hash.js';
import type { SeasonParameters } from './season-parameters.js';

const MINUTE = 60e6;
const truthsOf = (parameters: SeasonParameters): readonly GameTruth[] =>
  planSeason(parameters).plans.map((plan) => drawGame(plan, parameters));

/** Quotes of each market, and what its YES share pays, in dollars. */
interface MarketRecord {
  readonly truth: GameTruth;
  readonly outcome: number;
  readonly payout: number;
  readonly quotes: TestQuote[];
}

function recordsOf(parameters: SeasonParameters, tape: Tape): ReadonlyMap<number, MarketRecord> {
  const records = new Map<number, MarketRecord>();
  for (const truth of truthsOf(parameters)) {
    truth.plan.markets.forEach((market, outcome) => {
      records.set(market, { truth, outcome, payout: payoutOf(truth, outcome) / 1e6, quotes: [] });
    });
  }
  for (const quote of quotesOf(tape)) records.get(quote.market)?.quotes.push(quote);
  return records;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const lastBefore = (record: MarketRecord, time: number): TestQuote | undefined =>
  record.quotes.filter((quote) => quote.time <= time).at(-1);
const clustersOf = (
  records: Iterable<MarketRecord>,
  of: (record: MarketRecord) => number[],
): Map<number, number[]> => {
  const clusters = new Map<number, number[]>();
  for (const record of records) {
    const game = record.truth.plan.info.index;
    clusters.set(game, [...(clusters.get(game) ?? []), ...of(record)]);
  }
  return clusters;
};

const coarse = { inPlayQuoteSeconds: 60, pregameQuoteSeconds: 600, pregameSeconds: 3600, tradesPerHour: 6 };

describe('a season without planted errors', () => {
  const parameters = testSeason({ games: { nba: 300, epl: 200 }, voidProbability: 0.03, market: coarse });
  const tape = generateSeason(parameters);
  const records = recordsOf(parameters, tape);
  const truths = truthsOf(parameters);

  it('never asks less nor bids more than a share is worth', () => {
    const wrong = [...records.values()].flatMap(({ truth, outcome, quotes }) =>
      quotes.filter((quote) => {
        const played = truth.path.probabilitiesAt(micros(quote.time))[outcome] as number;
        const before = quote.time < truth.plan.scheduledStart;
        const worth = before ? 0.97 * played + 0.03 / 2 : played;
        return (quote.bid ?? 0) > worth || worth > (quote.ask ?? 1);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each([-1, 30, 75, 100])('has calibrated mids %i minutes after the scheduled start', (minutes) => {
    const errors = clustersOf(records.values(), (record) => {
      // Home and draw: the third leg of a game is what these two leave.
      if (record.outcome === 2) return [];
      const quote = lastBefore(record, record.truth.plan.scheduledStart + minutes * MINUTE);
      const mid = quote === undefined ? null : midOf(quote);
      return mid === null ? [] : [record.payout - mid];
    });
    expect(Math.abs(clusteredZ(errors))).toBeLessThan(3);
  });

  it('has increments that do not follow from the ones before', () => {
    const products = clustersOf(records.values(), (record) => {
      if (record.outcome !== 0 || record.truth.isVoid) return [];
      const { path } = record.truth;
      const values = Array.from({ length: 30 }, (_, step) => {
        const time = path.start + (step * (path.end - path.start)) / 29;
        return path.probabilitiesAt(micros(Math.floor(time)))[0] as number;
      });
      const moves = values.slice(1).map((value, index) => value - (values[index] as number));
      return moves.slice(1).map((move, index) => move * (moves[index] as number));
    });
    expect(Math.abs(clusteredZ(products))).toBeLessThan(3);
  });

  it('has three soccer legs, quoted together, that share one dollar', () => {
    // Before the start they share 1.015: a game that is called off pays 0.5 on each leg.
    const shared = (time: number, truth: GameTruth): number => (time < truth.plan.scheduledStart ? 1.015 : 1);
    for (const truth of truths) {
      if (truth.plan.league !== 'epl' || truth.isVoid) continue;
      const legs = truth.plan.markets.map((market) => records.get(market)?.quotes ?? []);
      const wrong = (legs[0] ?? []).slice(0, -1).filter((home, index) => {
        const quotes = legs.map((leg) => leg[index]).filter((leg) => leg !== undefined);
        const bids = quotes.reduce((sum, leg) => sum + (leg.bid ?? 0), 0);
        const asks = quotes.reduce((sum, leg) => sum + (leg.ask ?? 1), 0);
        const sum = shared(home.time, truth);
        return quotes.some((leg) => leg.time !== home.time) || bids > sum + 1e-9 || asks < sum - 1e-9;
      });
      expect(wrong).toEqual([]);
    }
  });

  it('moves a price the right way when a goal falls', () => {
    for (const record of records.values()) {
      if (record.truth.plan.league !== 'epl' || record.outcome !== 0 || record.truth.isVoid) continue;
      const { moments } = record.truth.path;
      moments.slice(1).forEach((moment, index) => {
        const before = moments[index]?.state.homeScore ?? 0;
        if ((moment.state.homeScore ?? 0) <= before) return;
        const at = record.quotes.findIndex((quote) => quote.time === moment.time);
        const [was, is] = [record.quotes[at - 1], record.quotes[at]];
        expect(is?.bid ?? 0).toBeGreaterThanOrEqual(was?.bid ?? 0);
        expect(is?.ask ?? 1).toBeGreaterThanOrEqual(was?.ask ?? 1);
      });
    }
  });

  it('calls off about as many games as asked: postponed, never live, one half paid', () => {
    const voids = [...records.values()].filter((record) => record.truth.isVoid);
    const games = new Set(voids.map((record) => record.truth.plan.info.index));
    expect(Math.abs(games.size - 15)).toBeLessThan(4 * Math.sqrt(500 * 0.03 * 0.97));
    expect(voids.every((record) => record.payout === 0.5)).toBe(true);
    for (let row = 0; row < tape.length; row += 1) {
      if (tape.kind[row] !== EventKind.gameState || !games.has(tape.subject[row] as never)) continue;
      const state = tape.gameStates[tape.sizeA[row] as number];
      expect(['scheduled', 'postponed']).toContain(state?.phase);
      expect(state?.homeScore).toBeNull();
    }
  });

  it('says how a game ended after its end only, and last of all', () => {
    const last = new Map<number, number>();
    const endOf = ({ isVoid, plan, path }: GameTruth): number => (isVoid ? plan.scheduledStart : path.end);
    const isRight = (row: number): boolean => {
      const kind = tape.kind[row] as number;
      const subject = tape.subject[row] as number;
      const venueTime = (tape.localTime[row] as number) - (tape.lag[row] as number);
      if (kind === EventKind.gameState) {
        const state = tape.gameStates[tape.sizeA[row] as number];
        return state?.phase !== 'final' || venueTime === truths[subject]?.path.end;
      }
      const record = records.get(subject) as MarketRecord;
      const before = last.get(subject);
      last.set(subject, kind);
      if (kind !== EventKind.resolution) {
        return before !== EventKind.resolution && venueTime <= endOf(record.truth);
      }
      return venueTime === endOf(record.truth) + 600e6 && tape.sizeA[row] === record.payout * 1e6;
    };
    expect([...tape.kind.keys()].filter((row) => !isRight(row))).toEqual([]);
    expect([...last.values()].every((kind) => kind === EventKind.resolution)).toBe(true);
  });
});

describe('the games', () => {
  it('have NBA margins with the asked mean and deviation', () => {
    const parameters = testSeason({ games: { nba: 400, epl: 0 } });
    const errors = truthsOf(parameters).map(({ plan, path }) => {
      const state = path.moments.filter((moment) => moment.state.period === 4).at(-1)?.state;
      return (state?.homeScore ?? 0) - (state?.awayScore ?? 0) - plan.expectedMargin;
    });
    const sd = Math.sqrt(mean(errors.map((error) => error ** 2)));
    expect(Math.abs(mean(errors))).toBeLessThan((4 * 12) / Math.sqrt(400));
    expect(Math.abs(sd - 12)).toBeLessThan((4 * 12) / Math.sqrt(800));
  });

  it('have soccer results as the Poisson table says', () => {
    const soccer = { goals: 2.7, homeAdvantage: 0.3, ratingSd: 0 };
    const truths = truthsOf(testSeason({ games: { nba: 0, epl: 4000 }, days: 400, soccer }));
    [0.4415, 0.2548, 0.3037].forEach((wanted, outcome) => {
      const share = truths.filter((truth) => truth.path.outcome === outcome).length / 4000;
      expect(Math.abs(share - wanted)).toBeLessThan(4 * Math.sqrt((wanted * (1 - wanted)) / 4000));
    });
    const goals = truths.map(({ path }) => path.moments.at(-1)?.state);
    const perGame = mean(goals.map((state) => (state?.homeScore ?? 0) + (state?.awayScore ?? 0)));
    expect(Math.abs(perGame - 2.7)).toBeLessThan(4 * Math.sqrt(2.7 / 4000));
  });

  it('stay as they are when a knob of the market is turned', () => {
    const games = { nba: 10, epl: 10 };
    const plain = generateSeason(testSeason({ games }));
    const wild = generateSeason(
      testSeason({ games, mispricing: { noise: 0.2, overreaction: 1 }, feed: { gapProbability: 0.5 } }),
    );
    expect(wild.gameStates).toEqual(plain.gameStates);
    expect(quotesOf(wild).map(midOf)).not.toEqual(quotesOf(plain).map(midOf));
  });
});

describe('planted errors', () => {
  /** Mid moves over the ten minutes that follow a fall of at least 8 cents in five minutes. */
  const rebounds = (overreaction: number): number => {
    const parameters = testSeason({
      games: { nba: 200, epl: 0 },
      market: coarse,
      mispricing: { overreaction },
    });
    const records = recordsOf(parameters, generateSeason(parameters));
    const moves = clustersOf(records.values(), (record) => {
      const { path } = record.truth;
      const found: number[] = [];
      for (let time = path.start + 10 * MINUTE; time < path.end - 15 * MINUTE; time += 10 * MINUTE) {
        const [was, is, then] = [time - 5 * MINUTE, time, time + 10 * MINUTE].map((at) => {
          const quote = lastBefore(record, at);
          return quote === undefined ? null : midOf(quote);
        });
        if (was == null || is == null || then == null) continue;
        if (is - was <= -0.08) found.push(then - is);
      }
      return found;
    });
    return clusteredZ(moves);
  };

  it('make prices rebound after a fall when the crowd overreacts, and only then', () => {
    expect(rebounds(0.8)).toBeGreaterThan(4);
    expect(Math.abs(rebounds(0))).toBeLessThan(3);
  });

  it('make favourites too cheap by the favourite-longshot bias', () => {
    const mispricing = { favouriteLongshotBias: 0.2 };
    const parameters = testSeason({ games: { nba: 50, epl: 50 }, market: coarse, mispricing });
    const edges = [...recordsOf(parameters, generateSeason(parameters)).values()].flatMap((record) => {
      const mid = midOf(record.quotes[0] as TestQuote);
      const worth = record.truth.path.openingProbabilities[record.outcome] as number;
      return mid !== null && worth > 0.65 ? [worth - mid] : [];
    });
    expect(edges.length).toBeGreaterThan(20);
    expect(mean(edges)).toBeGreaterThan(0.02);
    expect(Math.min(...edges)).toBeGreaterThan(0);
  });
});

describe('the feed', () => {
  const feed = {
    gapProbability: 1,
    gapSeconds: 240,
    gameLatencyMs: 5_000,
    gameJitterMs: 2_000,
    marketLatencyMs: 70,
  };
  const tape = generateSeason(testSeason({ games: { nba: 20, epl: 20 }, feed }));

  it('has no quote and no trade inside a gap, and a quote right after it', () => {
    const gaps = new Map<number, { from: number; until: number }>();
    for (let row = 0; row < tape.length; row += 1) {
      if (tape.kind[row] !== EventKind.feedGap) continue;
      expect(tape.subject[row]).not.toBe(EVERY_MARKET);
      gaps.set(tape.subject[row] as number, {
        from: tape.sizeA[row] as number,
        until: tape.localTime[row] as number,
      });
    }
    expect(gaps.size).toBe(80);
    const resumed = new Set<number>();
    const inside = [...tape.kind.keys()].filter((row) => {
      if (tape.kind[row] !== EventKind.quote && tape.kind[row] !== EventKind.trade) return false;
      const gap = gaps.get(tape.subject[row] as number);
      const time = tape.localTime[row] as number;
      if (time === gap?.until) resumed.add(tape.subject[row] as number);
      return gap === undefined || (time >= gap.from && time < gap.until);
    });
    expect(inside).toEqual([]);
    expect(resumed.size).toBe(80);
    expect([...gaps.values()].every((gap) => gap.until - gap.from === 240e6)).toBe(true);
  });

  it('delays markets and games as asked', () => {
    const lags = (kind: number): number[] => [...tape.lag].filter((_, row) => tape.kind[row] === kind);
    expect(new Set(lags(EventKind.quote))).toEqual(new Set([70_000]));
    const states = lags(EventKind.gameState);
    expect(Math.min(...states)).toBeGreaterThanOrEqual(5_000_000);
    expect(mean(states)).toBeGreaterThan(5_800_000);
    expect(mean(states)).toBeLessThan(6_300_000);
  });
});

describe('every platform', () => {
  it('makes the same season of the same parameters', () => {
    const settings = {
      games: { nba: 12, epl: 12 },
      voidProbability: 0.1,
      mispricing: { favouriteLongshotBias: 0.1, noise: 0.1, overreaction: 0.5 },
      feed: { gapProbability: 0.3 },
    };
    const hash = seasonHash(generateSeason(testSeason(settings)));
    expect(hash).toBe('4bcfa1ae89db8cde26ef7390add34a2660ab48209002e2e4a7396aea54f012df');
    expect(seasonHash(generateSeason(testSeason({ ...settings, seed: 'other' })))).not.toBe(hash);
  });
});
