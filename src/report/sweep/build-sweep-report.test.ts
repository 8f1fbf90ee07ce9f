import { describe, expect, it } from 'vitest';
import { randomStream } from '../../engine/random.js';
import { buildSweepReport } from './build-sweep-report.js';
import { sweepToCsv } from './sweep-csv.js';
import { sweepToHtml } from './sweep-html.js';
import type { SweepInput, SweepTrial } from './sweep-input.js';
import { sweepToJson } from './sweep-json.js';
import { sweepToText } from './sweep-terminal.js';

const DAYS = Array.from({ length: 48 }, (_, i) => ({
  game: `game-${i}`,
  day: `2026-03-${String(1 + Math.floor(i / 2)).padStart(2, '0')}`,
}));
const CASH = 1_000_000_000;

/** A trial from its net dollars a game; `undefined` = not traded. */
const trialOf = (values: SweepTrial['values'], pnl: readonly (number | undefined)[]): SweepTrial => {
  const games = DAYS.flatMap(({ game }, i) => {
    const dollars = pnl[i];
    return dollars === undefined ? [] : [[game, Math.round(dollars * 1_000_000)] as const];
  });
  return {
    values,
    configHash: JSON.stringify(values),
    outputHash: 'output',
    startingCash: CASH,
    equity: CASH + games.reduce((sum, [, each]) => sum + each, 0),
    fees: 0,
    orders: games.length,
    fills: games.length,
    trades: games.length,
    unsettled: 0,
    drawdown: { amount: 0, share: 0 },
    games,
  };
};

const inputOf = (trials: readonly SweepTrial[], changes: Partial<SweepInput> = {}): SweepInput => ({
  file: 'sweep.toml',
  search: { method: 'grid' },
  strategy: 'favourite-dip',
  dataset: { name: 'season', manifestHash: 'f'.repeat(64) },
  axes: ['parameters.entry.dip', 'parameters.exit.dip'],
  days: DAYS,
  ledgerTrials: trials.length,
  trials,
  generatedWith: '0.0.0',
  ...changes,
});

/** Twenty-five trials of noise; the one at (2, 2) gains `edge` dollars a game, its neighbours a quarter. */
function noise(edge: number, seed: number): readonly SweepTrial[] {
  const random = randomStream({ seed, strategy: 'test', market: '', purpose: 'sweep' });
  return Array.from({ length: 25 }, (_, i) => {
    const [x, y] = [i % 5, Math.floor(i / 5)];
    const gain = edge / (1 + 3 * Math.abs(x - 2) + 3 * Math.abs(y - 2));
    return trialOf(
      [x, y],
      DAYS.map(() => 10 * random.normal() + gain),
    );
  });
}

describe('the report of a sweep', () => {
  it('ranks by the mean over the deviation of the return a game, untraded games being 0', () => {
    const report = buildSweepReport(
      inputOf([trialOf([1, 1], []), trialOf([2, 1], [10, -10]), trialOf([3, 1], [2, 2, 2])]),
    );
    expect(report.rows.map(({ values, rank }) => [values[0], rank])).toEqual([
      [3, 1],
      [2, 2],
      [1, 3],
    ]);
    // Three games of 2 and 45 of 0: mean 6/48, variance (3 x 4 - 48 x (6/48)^2) / 47.
    const mean = 6 / 48;
    expect(report.rows[0]?.sharpe).toBeCloseTo(mean / Math.sqrt((12 - 48 * mean * mean) / 47), 12);
    expect(report.rows[1]?.sharpe).toBe(0);
    expect(report.rows[2]).toMatchObject({ sharpe: null, pnlUsd: 0, games: 0 });
  });

  it('takes every trial of the ledger as a trial: more of them, less of a find', () => {
    const trials = noise(0, 3);
    const few = buildSweepReport(inputOf(trials));
    const many = buildSweepReport(inputOf(trials, { ledgerTrials: 2_000 }));
    const chance = ({ deflated }: typeof few): number =>
      'value' in deflated ? deflated.value.probability : Number.NaN;
    expect(chance(many)).toBeLessThan(chance(few));
    expect(many.conclusion[0]).toContain('N is 2,000');
    expect(many.conclusion[0]).toContain('1,975 of them outside this sweep');
  });

  it('tells a planted edge from noise', () => {
    const lucky = buildSweepReport(inputOf(noise(0, 5)));
    const edge = buildSweepReport(inputOf(noise(12, 5)));
    expect(lucky.headline).not.toContain('more than luck');
    expect(edge.headline).toContain('more than luck would show');
    expect(edge.rows[0]?.values).toEqual([2, 2]);
    expect(edge.overfitting).toMatchObject({ value: { splits: 924, blocks: 12 } });
    if ('missing' in edge.overfitting) throw new Error(edge.overfitting.missing);
    expect(edge.overfitting.value.probability).toBeLessThan(0.05);
  });

  it('tests the best against not trading by day: an edge is seen, and noise is refused about as seldom as said', () => {
    const days = DAYS.map(({ game }, i) => ({ game, day: `day-${String(i).padStart(2, '0')}` }));
    const chanceOf = (edge: number, seed: number): number => {
      const { superior } = buildSweepReport(inputOf(noise(edge, seed), { days }));
      return 'value' in superior ? superior.value.p : Number.NaN;
    };
    expect(chanceOf(12, 5)).toBeLessThan(0.01);
    const found = Array.from({ length: 12 }, (_, seed) => chanceOf(0, seed)).filter((p) => p < 0.05);
    // Binomial at 5 %: four or more of twelve in 0.2 % of the cases.
    expect(found.length).toBeLessThan(4);
    expect(buildSweepReport(inputOf(noise(12, 5))).superior).toEqual({
      missing: 'N/A: 24 days, wanted 30 or more',
    });
  });

  it('looks at the two nearest trials an axis', () => {
    // The centre gains, and what is beside it on the first axis; nothing else does.
    const trials = noise(0, 5).map((trial) => {
      const [x, y] = trial.values.map(Number);
      const gain = y === 2 && x !== undefined && Math.abs(x - 2) < 2 ? (x === 2 ? 9 : 6) : -6;
      return trialOf(
        trial.values,
        DAYS.map((_, i) => gain + (i % 2)),
      );
    });
    const { stability } = buildSweepReport(inputOf(trials));
    expect(stability).toMatchObject({ value: { neighbours: 4, profitable: 2 } });
  });

  it('says why a figure is not there', () => {
    const quiet = buildSweepReport(inputOf([trialOf([1, 1], []), trialOf([2, 1], [])]));
    expect(quiet.headline).toBe('None of 2 trials traded');
    expect(quiet.deflated).toEqual({ missing: 'N/A: no trial traded' });
    const short = buildSweepReport(inputOf(noise(0, 1), { days: DAYS.slice(0, 10) }));
    expect(short.overfitting).toEqual({ missing: 'N/A: 5 days, wanted 12 or more' });
  });

  it('averages the heat map over the other axes, an untraded trial being 0', () => {
    const trials = [
      trialOf([1, 'a', true], [10, -10, 10]),
      trialOf([1, 'a', false], []),
      trialOf([2, 'b', true], [5]),
    ];
    const report = buildSweepReport(inputOf(trials, { axes: ['x', 'y', 'z'] }));
    const first = report.rows.find(({ values }) => values[0] === 1 && values[2] === true)?.sharpe ?? 0;
    expect(report.heat?.cells).toEqual([
      { x: '1', y: 'a', trials: 2, sharpe: first / 2 },
      { x: '2', y: 'b', trials: 1, sharpe: expect.any(Number) },
    ]);
  });
});

describe('its forms', () => {
  const report = buildSweepReport(inputOf([...noise(0, 5), trialOf(['<b>,"', 9], [1])]));

  it('say the same trials, and names of axes that differ', async () => {
    const text = sweepToText(report, { colour: false, width: 100 });
    expect(text).toContain('entry.dip');
    expect(text).toContain(report.headline);
    expect(sweepToCsv(report).trimEnd().split('\n')).toHaveLength(27);
    expect(sweepToCsv(report)).toContain('"<b>,"""');
    const html = await sweepToHtml(report);
    expect(html).toContain('<svg');
    expect(html).not.toContain('<b>,');
    expect(sweepToJson(report)).toMatchObject({
      schema: 'touchline/sweep/1',
      deflatedSharpe: { trials: 26, missing: null },
    });
  });
});
