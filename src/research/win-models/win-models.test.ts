import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '../../engine/exact-math.js';
import { drivePoints } from '../../strategies/winprob/drive-points.js';
import { type DrivePlay, fitDrive } from './fit-drive.js';
import { probitFit } from './probit-fit.js';
import { miscalibrationOf, scoreWinModels } from './score-win-models.js';

describe('the probit fit', () => {
  it('of a constant alone is the quantile of the weighted share', () => {
    const fit = probitFit({
      columns: [Float64Array.of(1, 1, 1)],
      target: Uint8Array.of(1, 0, 0),
      weight: Float64Array.of(3, 1, 1),
    });
    expect(fit?.[0]).toBeCloseTo(normalQuantile(0.6), 9);
  });

  it('of two groups is the quantile of each share', () => {
    const target = [1, 1, 1, 0, 1, 0, 0, 0, 0, 0];
    const fit = probitFit({
      columns: [
        Float64Array.from(target, (_, i) => (i < 4 ? 1 : 0)),
        Float64Array.from(target, (_, i) => (i < 4 ? 0 : 1)),
      ],
      target: Uint8Array.from(target),
      weight: Float64Array.from(target, () => 1),
    });
    expect(fit?.[0]).toBeCloseTo(normalQuantile(3 / 4), 9);
    expect(fit?.[1]).toBeCloseTo(normalQuantile(1 / 6), 9);
  });

  it('has no answer where a column separates the outcomes', () => {
    const columns = [Float64Array.of(-2, -1, 1, 2)];
    const weight = Float64Array.of(1, 1, 1, 1);
    expect(probitFit({ columns, target: Uint8Array.of(0, 0, 1, 1), weight })).toBeNull();
  });
});

/** Games whose winner follows the model exactly in shares: each play stands `1000` times, won in its own share. */
function season(points: (drive: DrivePlay['drive']) => number, deviation: number): readonly DrivePlay[] {
  const plays: DrivePlay[] = [];
  for (const lead of [-10, -3, 0, 4, 11]) {
    for (const remaining of [0.1, 0.5, 1]) {
      for (const possession of ['home', 'away'] as const) {
        for (const [yardsToGoal, down] of [
          [80, 1],
          [50, 2],
          [20, 3],
          [5, 1],
        ] as const) {
          const drive = { possession, yardsToGoal, down };
          const won = normalCdf((lead + points(drive)) / (deviation * Math.sqrt(remaining)));
          const play = { lead, remaining, drive };
          for (let copy = 0; copy < 200; copy += 1) {
            plays.push({ ...play, game: `${plays.length}`, homeWon: copy < Math.round(won * 200) });
          }
        }
      }
    }
  }
  return plays;
}

describe('the fit of a drive', () => {
  it('finds again what the plays were made with', () => {
    const made = { deviation: 15, ball: 2, fiftyYards: 3, laterDown: -0.5 };
    const fits = { score: made, possession: made, field: made, down: made };
    const { down } = fitDrive(season((drive) => drivePoints(drive, fits), made.deviation));
    expect(down.deviation).toBeCloseTo(15, 0);
    expect(down.ball).toBeCloseTo(2, 0);
    expect(down.fiftyYards).toBeCloseTo(3, 0);
    expect(down.laterDown).toBeCloseTo(-0.5, 0);
  });

  it('refuses plays that settle nothing', () => {
    expect(() => fitDrive([])).toThrow(/do not settle/);
  });
});

const moment = (game: string, part: string, homeWon: boolean) => ({ game, part, homeWon });

describe('scores of models', () => {
  const moments = [
    moment('a', 'q1', true),
    moment('a', 'q1', true),
    moment('a', 'q2', true),
    moment('b', 'q1', false),
  ];
  const even = { name: 'even', probability: Float64Array.of(0.5, 0.5, 0.5, 0.5) };
  const bold = { name: 'bold', probability: Float64Array.of(0.9, 0.7, 1, 0.4) };

  it('weigh each game once in every part and in all', () => {
    const [score] = scoreWinModels(moments, [bold], even);
    // Game a in q1: (0.01 + 0.09) / 2 = 0.05; game b: 0.16. In all a: (0.01 + 0.09 + 0) / 3.
    expect(score?.parts.map(({ part, games, moments: count }) => [part, games, count])).toEqual([
      ['q1', 2, 3],
      ['q2', 1, 1],
    ]);
    expect(score?.parts[0]?.brier).toBeCloseTo((0.05 + 0.16) / 2, 12);
    expect(score?.all.brier).toBeCloseTo((0.1 / 3 + 0.16) / 2, 12);
    expect(score?.all.difference).toBeCloseTo((0.1 / 3 + 0.16) / 2 - 0.25, 12);
    expect(score?.all.interval).toBeNull();
  });

  it('have an interval over games from five games on, whatever the moments in each', () => {
    const games = ['a', 'b', 'c', 'd', 'e', 'f'];
    const values = [0.1, 0.3, 0.2, 0.6, 0.5, 0.4];
    const once = games.map((game) => moment(game, 'q1', false));
    const often = games.flatMap((game) => [
      moment(game, 'q1', false),
      moment(game, 'q1', false),
      moment(game, 'q1', false),
    ]);
    const of = (list: typeof once, copies: number) => {
      const model = {
        name: 'm',
        probability: Float64Array.from(values.flatMap((v) => Array(copies).fill(v))),
      };
      return scoreWinModels(list, [model], model)[0]?.all;
    };
    const [single, triple] = [of(once, 1), of(often, 3)];
    expect(triple?.interval?.low).toBeCloseTo(single?.interval?.low ?? Number.NaN, 12);
    // Student's t with 5 degrees of freedom, 2.5706, on the squares of the values.
    const squares = values.map((v) => v * v);
    const mean = squares.reduce((sum, v) => sum + v, 0) / 6;
    const error = Math.sqrt(squares.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 5 / 6);
    expect(single?.interval?.high).toBeCloseTo(mean + 2.5706 * error, 4);
  });

  it('call a forecast that comes true as often as it says calibrated', () => {
    const games = Array.from({ length: 20 }, (_, i) => moment(`${i}`, 'q1', i % 4 === 0));
    const quarter = { name: 'm', probability: new Float64Array(20).fill(0.25) };
    expect(miscalibrationOf(games, quarter)).toBeCloseTo(0, 12);
    const half = { name: 'm', probability: new Float64Array(20).fill(0.5) };
    expect(miscalibrationOf(games, half)).toBeCloseTo(0.0625, 12);
  });
});

it('a drive is worth as much to one side as it costs the other, and more near the goal', () => {
  const yards = fc.integer({ min: 0, max: 100 });
  const down = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });
  fc.assert(
    fc.property(yards, yards, down, (a, b, at) => {
      const worth = (yardsToGoal: number, possession: 'home' | 'away') =>
        drivePoints({ possession, yardsToGoal, down: at });
      expect(worth(a, 'home')).toBe(-worth(a, 'away'));
      expect(worth(Math.min(a, b), 'home')).toBeGreaterThanOrEqual(worth(Math.max(a, b), 'home'));
    }),
  );
});
