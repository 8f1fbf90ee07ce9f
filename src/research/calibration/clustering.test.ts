import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../engine/exact-math.js';
import { type RandomStream, randomStream } from '../../engine/random.js';
import { type AssessOptions, assessCalibration, assessGroup } from './assess.js';
import { calibratedLevels } from './corp.js';
import { countsSample, EXAMPLE_A } from './example-data.testing.js';
import { findingOf, findingsOf } from './finding.js';
import { type ForecastRow, type ForecastSample, forecastSample } from './forecast-sample.js';
import { noiseFloor } from './noise-floor.js';
import { prepareRedraw, redrawGames } from './redraw.js';
import { meanErrorTest, type ScoreTest, spiegelhalterTest } from './spiegelhalter.js';

const streamOf = (purpose: string): RandomStream =>
  randomStream({ seed: 1, strategy: 'test', market: 'games', purpose });
const options: AssessOptions = { seed: 7, resamples: 200, clip: 1e-15, name: 'test' };

/**
 * Games whose price is right at every tick: P(x0 + B(1) > 0) given the path so far. The columns stand in the
 * order of time, for tests of sums, to which the order means nothing.
 */
function ticksInTime(games: number, ticks: number, random: RandomStream): ForecastSample {
  const rows = games * ticks;
  const probability = new Float64Array(rows);
  const outcome = new Uint8Array(rows);
  const game = Uint32Array.from({ length: rows }, (_, row) => Math.floor(row / ticks));
  const step = Math.sqrt(1 / (ticks + 1));
  for (let g = 0; g < games; g += 1) {
    let value = 0.5 * random.normal();
    for (let i = 0; i < ticks; i += 1) {
      value += step * random.normal();
      probability[g * ticks + i] = normalCdf(value / Math.sqrt(1 - (i + 1) / (ticks + 1)));
    }
    outcome.fill(value + step * random.normal() > 0 ? 1 : 0, g * ticks, (g + 1) * ticks);
  }
  const gameOfContract = Uint32Array.from({ length: games }, (_, g) => g);
  const weights = { weight: new Float64Array(rows).fill(1), totalWeight: rows, weighting: 'row' as const };
  return { probability, outcome, game, contract: game, gameOfContract, rows, games, ...weights };
}

function season(games: number, ticks: number, random: RandomStream): ForecastSample {
  const { probability, outcome, game } = ticksInTime(games, ticks, random);
  const rows = [...probability].map((p, i) => ({
    probability: p,
    outcome: outcome[i] as number,
    game: String(game[i]),
    contract: null,
  }));
  return forecastSample(rows, 'row');
}

/** One forecast a game, p ~ Beta(2, 2), by the median of three uniforms. */
function betaSample(games: number, random: RandomStream, truth = (p: number): number => p): ForecastSample {
  const rows = Array.from({ length: games }, (_, g) => {
    const draws = [random.uniform(), random.uniform(), random.uniform()].sort((a, b) => a - b);
    const probability = draws[1] as number;
    return {
      probability,
      outcome: random.uniform() < truth(probability) ? 1 : 0,
      game: String(g),
      contract: null,
    };
  });
  return forecastSample(rows, 'game');
}

describe('prices that are right at every tick', () => {
  it.each([
    [100, 50, 800],
    [500, 50, 600],
  ])(
    'are rejected by naive tests more often than not, by clustered ones as often as said: %d games of %d ticks',
    (games, ticks, runs) => {
      const random = streamOf(`${games} x ${ticks}`);
      const rejected = { naive: 0, clustered: 0, naiveMean: 0, clusteredMean: 0 };
      const below = (test: ScoreTest | null, key: 'p' | 'clusteredP'): number =>
        (test?.[key] ?? 1) < 0.05 ? 1 : 0;
      for (let run = 0; run < runs; run += 1) {
        const sample = ticksInTime(games, ticks, random);
        const spiegelhalter = spiegelhalterTest(sample);
        const mean = meanErrorTest(sample);
        rejected.naive += below(spiegelhalter, 'p');
        rejected.clustered += below(spiegelhalter, 'clusteredP');
        rejected.naiveMean += below(mean, 'p');
        rejected.clusteredMean += below(mean, 'clusteredP');
      }
      expect(rejected.naive / runs).toBeGreaterThan(0.5);
      expect(rejected.naiveMean / runs).toBeGreaterThan(0.5);
      for (const share of [rejected.clustered / runs, rejected.clusteredMean / runs]) {
        expect(share).toBeGreaterThan(0.03);
        expect(share).toBeLessThan(0.08);
      }
    },
  );

  it('have the miscalibration floor of their games and not of their ticks', () => {
    const sample = season(100, 50, streamOf('floor of ticks'));
    const { floor } = noiseFloor(sample, 0, {
      random: streamOf('floor'),
      resamples: 200,
      clip: 1e-15,
      whole: false,
    });
    // The true 95 % quantile is 0.0091; ticks taken as independent would say 0.00215.
    expect(floor.mcb.q95).toBeGreaterThan(0.006);
    expect(floor.mcb.q95).toBeLessThan(0.014);
  });
});

describe('the noise floor', () => {
  it.each([
    [100, 0.0242, 0.0342, 0.104, 0.149],
    [1000, 0.0058, 0.0072, 0.034, 0.05],
  ])('of %d games is what simulated calibrated forecasts show', (games, mcb, mcbHigh, ece, eceHigh) => {
    const { floor } = noiseFloor(betaSample(games, streamOf(`beta ${games}`)), 0, {
      random: streamOf('redraws'),
      resamples: 400,
      clip: 1e-15,
      whole: false,
    });
    const near = (value: number, wanted: number): void => {
      expect(value / wanted).toBeGreaterThan(0.85);
      expect(value / wanted).toBeLessThan(1.15);
    };
    near(floor.mcb.mean, mcb);
    near(floor.mcb.q95, mcbHigh);
    near(floor.ece.mean, ece);
    near(floor.ece.q95, eceHigh);
  });

  it('does not fall when the rows of a game are repeated', () => {
    const { probability, outcome, game } = betaSample(60, streamOf('repeated'));
    const rows = [...probability].map((p, i) => ({
      probability: p,
      outcome: outcome[i] as number,
      game: String(game[i]),
      contract: null,
    }));
    const floorOf = (sample: ForecastSample): number =>
      noiseFloor(sample, 0, { random: streamOf('same'), resamples: 300, clip: 1e-15, whole: false }).floor.mcb
        .mean;
    const once = floorOf(forecastSample(rows, 'game'));
    const often = floorOf(forecastSample([...rows, ...rows, ...rows], 'game'));
    expect(often / once).toBeGreaterThan(0.9);
    expect(often / once).toBeLessThan(1.1);
  });
});

describe('redrawn games', () => {
  it('let exactly one of home, draw and away come true, each as often as its forecast', () => {
    const leg = (contract: string, probability: number, outcome: number): ForecastRow => ({
      game: 'g',
      contract,
      probability,
      outcome,
    });
    const sample = forecastSample([leg('home', 0.5, 1), leg('draw', 0.3, 0), leg('away', 0.2, 0)], 'row');
    const prepared = prepareRedraw(sample);
    const random = streamOf('legs');
    const won = [0, 0, 0];
    for (let i = 0; i < 4000; i += 1) {
      const { hits } = redrawGames(prepared, sample.probability, random);
      expect((hits[0] as number) + (hits[1] as number) + (hits[2] as number)).toBe(1);
      hits.forEach((hit, k) => {
        won[k] = (won[k] as number) + hit / 4000;
      });
    }
    [0.2, 0.3, 0.5].forEach((share, k) => {
      expect(Math.abs((won[k] as number) - share)).toBeLessThan(0.03);
    });
  });

  it('give the curve at a lone forecast the spread of a binomial', () => {
    const sample = countsSample([[0.3, 30, 100]]);
    const prepared = prepareRedraw(sample);
    const random = streamOf('binomial');
    const levels = Array.from(
      { length: 2000 },
      () => calibratedLevels(redrawGames(prepared, sample.probability, random))[0] as number,
    );
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
    const deviation = Math.sqrt(levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length);
    expect(mean).toBeCloseTo(0.3, 2);
    // Half of the 90 % band by the binomial: 1.6449 x deviation = 0.0753766.
    expect(1.6448536 * deviation).toBeCloseTo(0.0753766, 2);
  });
});

describe('an assessment', () => {
  it('is the same for the same seed and other for another name', () => {
    const first = assessCalibration(EXAMPLE_A, options);
    expect(assessCalibration(EXAMPLE_A, options)).toEqual(first);
    expect(assessGroup(EXAMPLE_A, { ...options, name: 'other' }).floor).not.toEqual(first.floor);
  });

  it('finds nothing in calibrated forecasts and names what is wrong with others', () => {
    const finding = (name: string, truth: (p: number) => number): string =>
      findingOf(assessGroup(betaSample(2000, streamOf(name), truth), options), 'all').kind;
    expect(finding('right', (p) => p)).toBe('no-gross-bias');
    expect(finding('extreme', (p) => 0.5 + (p - 0.5) / 2)).toBe('overconfident');
    expect(finding('timid', (p) => Math.min(1, Math.max(0, 0.5 + (p - 0.5) * 1.6)))).toBe('underconfident');
    expect(finding('dear', (p) => Math.max(0, p - 0.08))).toBe('yes-too-dear');
    expect(finding('cheap', (p) => Math.min(1, p + 0.08))).toBe('yes-too-cheap');
  });

  it('says too little of few games, and asks more of each of many groups', () => {
    const small = assessGroup(betaSample(20, streamOf('small')), options);
    const off = assessGroup(
      betaSample(400, streamOf('off'), (p) => Math.max(0, p - 0.07)),
      options,
    );
    const [few, first] = findingsOf([
      { assessment: small, scope: 'all' },
      { assessment: off, scope: 'level-only' },
      { assessment: off, scope: 'level-only' },
    ]);
    expect(few).toEqual({ kind: 'too-few-games', p: null });
    expect(first?.p).toBeCloseTo(2 * (findingOf(off, 'level-only').p ?? Number.NaN), 12);
  });

  it('keeps the curve of calibrated forecasts inside the consistency band at most points', () => {
    const { consistency, corp } = assessCalibration(betaSample(500, streamOf('band')), options);
    const inside = consistency.grid.filter((x, i) => {
      const step = corp.steps.find(({ low, high }) => x >= low && x <= high);
      if (step === undefined) return true;
      return (
        step.level >= (consistency.low[i] as number) - 0.02 &&
        step.level <= (consistency.high[i] as number) + 0.02
      );
    });
    expect(inside.length / consistency.grid.length).toBeGreaterThan(0.75);
  });
});
