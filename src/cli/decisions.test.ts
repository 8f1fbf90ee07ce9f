import { describe, expect, it } from 'vitest';
import { EXIT } from './print-error.js';
import { runHere } from './run-cli.testing.js';

const answer = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await runHere(...args, '--json');
  expect({ code, stderr }).toEqual({ code: EXIT.ok, stderr: '' });
  return JSON.parse(stdout);
};
const text = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await runHere(...args);
  expect({ code, stderr }).toEqual({ code: EXIT.ok, stderr: '' });
  return stdout;
};
const refused = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await runHere(...args);
  expect({ code, stdout }).toEqual({ code: EXIT.badInput, stdout: '' });
  return stderr;
};

describe('touchline kelly', () => {
  it('sizes one contract by every rule that is asked for', async () => {
    const { stakes, bankroll } = await answer(
      ...['kelly', '--prob', '0.6', '--price', '0.5', '--bankroll', '1000', '--fraction', '0.25'],
      ...['--deviation', '0.05', '--drawdown', '0.7:0.1'],
    );
    expect(bankroll).toBe(1000);
    expect(stakes).toEqual([
      expect.objectContaining({
        rule: 'kelly',
        part: expect.closeTo(0.2, 12),
        stakeUsd: expect.closeTo(200, 9),
      }),
      expect.objectContaining({ rule: 'fractional', part: expect.closeTo(0.05, 12) }),
      expect.objectContaining({ rule: 'estimated-probability', part: expect.closeTo(0.16, 12) }),
      expect.objectContaining({ rule: 'drawdown', part: expect.closeTo(0.0542572855, 10) }),
    ]);
    expect(stakes[0]).toMatchObject({ growth: expect.closeTo(0.020135513551, 12), chanceOfHalving: 0.5 });
    expect(stakes[1]).toMatchObject({ chanceOfHalving: expect.closeTo(0.0078125, 12) });
  });

  it('prints the same as a table, in whole hundredths of a share', async () => {
    const printed = await text('kelly', '--prob', '0.6', '--price', '0.5', '--bankroll', '1000');
    expect(printed).toMatch(/full Kelly +20\.0 % +1\.0000 +200\.00 +400\.00 +0\.020136 +50\.0 %/);
  });

  it("adds the venue's fee of the day to the price", async () => {
    const old = [
      'kelly',
      '--prob',
      '0.6',
      '--price',
      '0.5',
      '--fee',
      'kalshi',
      '--on',
      '2025-07-01',
    ] as const;
    const { allInPrice, stakes, fee } = await answer(...old);
    expect(allInPrice).toBeCloseTo(0.5175, 12);
    expect(stakes[0].part).toBeCloseTo(0.170984455959, 12);
    expect(fee).toContain('0.07 C p(1 - p)');
    const free = await answer(
      'kelly',
      '--prob',
      '0.6',
      '--price',
      '0.5',
      '--fee',
      'polymarket',
      '--on',
      '2026-01-05',
    );
    expect(free.allInPrice).toBe(0.5);
    expect(await refused('kelly', '--prob', '0.6', '--price', '0.5', '--fee', 'betfair')).toContain('kalshi');
  });

  it('stakes nothing without an edge, and says what it would take', async () => {
    const { stakes, edge } = await answer('kelly', '--prob', '0.5', '--price', '0.52', '--fraction', '0.5');
    expect(edge).toBeCloseTo(-0.02, 12);
    for (const stake of stakes) expect(stake).toMatchObject({ part: 0, growth: 0, chanceOfHalving: null });
  });

  it('sizes outcomes that exclude each other', async () => {
    const { claims, fullKelly } = await answer(
      'kelly',
      '--outcomes',
      '0.45@0.40',
      '0.30@0.3125',
      '0.25@0.3571',
    );
    expect(claims.map(({ part }: { part: number }) => part)).toEqual([
      expect.closeTo(0.102173913, 9),
      expect.closeTo(0.0282608696, 9),
      0,
    ]);
    expect(fullKelly).toMatchObject({ reserve: expect.closeTo(0.8695652174, 9) });
    const printed = await text('kelly', '--outcomes', '0.45@0.40', '0.30@0.3125', '--bankroll', '100');
    expect(printed).toContain('outcome 2, p 0.3');
    expect(await refused('kelly', '--outcomes', '0.7@0.5', '0.7@0.5')).toContain('exclude each other');
    expect(await refused('kelly', '--outcomes', '0.7@0.5', '--drawdown', '0.7:0.1')).toContain('--drawdown');
  });

  it('sizes games at the same time, and markets of one game as joint states', async () => {
    const legs = await answer('kelly', '--legs', '0.55@0.50', '0.34@0.30', '0.80@0.75', '0.62@0.58');
    expect(legs.fullKelly).toMatchObject({
      states: 16,
      isSampled: false,
      growth: expect.closeTo(0.0187683063, 9),
    });
    expect(legs.claims[2].part).toBeCloseTo(0.1944890034, 9);
    const game = '0.50,0.50; 0.432:1,1; 0.168:1,0; 0.168:0,1; 0.232:0,0';
    const joint = await answer('kelly', '--game', game, '--fraction', '0.5');
    expect(joint.claims[0].part).toBeCloseTo(0.1506024 / 2, 7);
    const both = await text('kelly', '--game', game, '--legs', '0.6@0.5', '--drawdown', '0.7:0.1');
    expect(both).toContain('8 endings, exact');
    expect(await refused('kelly', '--game', '0.5; 0.4:1')).toContain('DATA_GAME');
  });

  it('walks a book with what is held, and rounds down to the lot', async () => {
    const buy = [
      'kelly',
      '--prob',
      '0.6',
      '--bankroll',
      '1000',
      '--ladder',
      '0.50@200',
      '0.52@200',
      '0.55@1000',
    ];
    const order = await answer(...buy);
    expect(order).toMatchObject({ refusal: null, shares: 321.79, limit: 0.52, feeUsd: 0 });
    expect(order.exact[1]).toBeCloseTo(121.7948717949, 9);
    expect(await text(...buy)).toContain('order: 321.79 shares at 0.52 or better: 163.33 USD');
    const sell = await answer(
      ...['kelly', '--prob', '0.55', '--bankroll', '500', '--held-yes', '600', '--sell'],
      ...['--ladder', '0.58@100', '0.56@150', '0.54@500'],
    );
    expect(sell).toMatchObject({ shares: 566.54, limit: 0.54 });
  });

  it('charges the fee of a ladder as the venue rounds it, and moves a belief once toward the mid', async () => {
    const base = ['kelly', '--prob', '0.6', '--bankroll', '1000', '--ladder', '0.50@1000'];
    const paid = await answer(...base, '--fee', 'kalshi', '--on', '2025-07-01');
    expect(paid.exact[0]).toBeCloseTo((0.170984455959 * 1000) / 0.5175, 7);
    expect(paid.feeUsd).toBe(Math.ceil(0.0175 * paid.shares * 100) / 100);
    const moved = await answer(...base, '--fraction', '0.5', '--mid', '0.5');
    expect(moved).toMatchObject({ belief: 0.55, shares: 200 });
    expect(await refused(...base, '--fraction', '0.5')).toContain('--mid');
    expect(await text(...base, '--min-size', '5000')).toContain('below the minimum');
    expect(
      await refused('kelly', '--prob', '0.6', '--bankroll', '9', '--ladder', '0.5@1', '0.4@1'),
    ).toContain('--sell');
  });

  it.each<[string, readonly string[], string]>([
    ['nothing to size', ['kelly', '--prob', '0.6'], 'one thing is sized'],
    [
      'two things at once',
      ['kelly', '--prob', '0.6', '--price', '0.5', '--legs', '0.6@0.5'],
      'one thing is sized',
    ],
    ['no belief', ['kelly', '--price', '0.5'], '--prob'],
    ['a probability in percent', ['kelly', '--prob', '60', '--price', '0.5'], 'of 1 or less'],
    ['a price of a dollar', ['kelly', '--prob', '0.6', '--price', '1'], 'between 0 and 1'],
    ['a ladder without cash', ['kelly', '--prob', '0.6', '--ladder', '0.5@1'], '--bankroll'],
    ['a day that is none', ['kelly', '--prob', '0.6', '--price', '0.5', '--on', 'today'], '2026-07-14'],
  ])('refuses %s', async (_, args, hint) => {
    expect(await refused(...args)).toContain(hint);
  });
});

describe('touchline devig', () => {
  it('prints every method, or one', async () => {
    const { margin, methods } = await answer('devig', '--odds', '4.20', '3.70', '1.95');
    expect(margin).toBeCloseTo(0.021186021186, 12);
    expect(methods).toHaveLength(8);
    const one = await answer('devig', '--odds', '1.5', '2.74', '--method', 'shin');
    expect(one.methods).toEqual([
      {
        method: 'shin',
        kind: 'fair',
        probabilities: [expect.closeTo(0.650851581509, 12), expect.any(Number)],
        parameter: { name: 'z', value: expect.any(Number) },
      },
    ]);
    expect(await text('devig', '--odds', '4.20', '3.70', '1.95')).toMatch(
      /shin +0\.231572 +0\.263574 +0\.504854/,
    );
  });

  it('takes several winners, and says which method has no answer', async () => {
    const odds = ['1.6', '2.63', '3.3', '3.7', '5.6', '7.1', '12.5', '16.5', '25'];
    const two = await answer('devig', '--odds', ...odds, '--sum', '2', '--method', 'odds-ratio');
    expect(two.methods[0].probabilities[0]).toBeCloseTo(0.610733576339, 12);
    const longshots = await text('devig', '--odds', '1.149', '5', '10', '20', '50', '100');
    expect(longshots).toMatch(/additive.*no answer: outcome 5/);
  });

  it('refuses what is not a book', async () => {
    expect(await refused('devig', '--odds', '1', '3')).toContain('above 1');
    expect(await refused('devig', '--odds', '3')).toContain('DATA_ODDS');
    expect(await refused('devig', '--odds', '3', '2', '--method', 'best')).toContain('multiplicative');
  });
});

describe('touchline winprob', () => {
  it.each<[readonly string[], number]>([
    [['basketball', '--lead', '8', '--seconds', '360', '--margin', '3', '--deviation', '12'], 0.9758],
    [['basketball', '--league', 'nba', '--lead', '3', '--seconds', '60'], 0.9584],
    [['football', '--league', 'nfl', '--lead', '7', '--seconds', '1800', '--margin', '0'], 0.7688],
    [['football', '--league', 'nfl', '--lead', '10', '--remaining', '0.08333333', '--margin', '-3'], 0.9936],
    [['safe-lead', '--lead', '18', '--seconds', '1440', '--diffusion', '0.036'], 0.9615],
    [['soccer', '--home-goals', '1.5', '--away-goals', '1.2', '--lead', '1', '--minute', '60'], 0.7808],
    [['hockey', '--home-goals', '3.1', '--away-goals', '2.9', '--lead', '1', '--minute', '40'], 0.7756],
    [['baseball', '--inning', '9', '--half', 'bottom', '--lead', '-1'], 0.195],
    [['tennis', '--home-serve', '0.65', '--away-serve', '0.62', '--sets', '1-0'], 0.8392],
    [['tennis', '--price', '0.6809', '--serve-sum', '1.27', '--sets', '0-1', '--best-of', '5'], 0.4735],
    [['series', '--game', '0.6', '--best-of', '5', '--score', '2-1'], 0.84],
    [['cs2', '--round', '0.52', '--score', '12-10'], 0.8973],
  ])('%j is worth %f', async (args, expected) => {
    const { result } = await answer('winprob', ...args);
    expect(result.home).toBeCloseTo(expected, 3);
    expect(await text('winprob', ...args)).toMatch(new RegExp(`home +${result.home.toFixed(4)}`));
  });

  it('derives the lead in deviations and what a price implies', async () => {
    const args = [
      'winprob',
      'basketball',
      '--lead',
      '4',
      '--remaining',
      '0.4',
      '--margin',
      '3',
      '--deviation',
      '12',
    ];
    const { result } = await answer(...args);
    const { features } = await answer(...args, '--price', String(result.home));
    expect(features['implied deviation']).toBeCloseTo(12, 6);
    expect(await text(...args, '--price', '0.5')).toContain('not defined');
  });

  it('reads bases, the ghost runner and the points of a tennis game', async () => {
    const base = ['winprob', 'baseball', '--inning', '10', '--half', 'bottom', '--lead', '-1'];
    const ghost = await answer(...base, '--ghost-runner');
    expect(ghost.situation).toMatchObject({ bases: 2 });
    const loaded = await answer(...base, '--bases', '123', '--outs', '1', '--home-runs', '0.8,0.2');
    expect(loaded.situation).toMatchObject({ bases: 7, outs: 1 });
    const tennis = ['winprob', 'tennis', '--home-serve', '0.65', '--away-serve', '0.62'];
    const game = await answer(...tennis, '--games', '5-4', '--points', 'AD-40');
    expect(game.situation).toMatchObject({ games: { home: 5, away: 4 }, points: { home: 4, away: 3 } });
    const tiebreak = await answer(...tennis, '--games', '6-6', '--points', '15-15');
    expect(tiebreak.situation).toMatchObject({ points: { home: 15, away: 15 } });
  });

  it('says why there is no model, as a value', async () => {
    expect((await answer('winprob', 'cricket')).result).toMatchObject({ kind: 'unsupported' });
    expect(await text('winprob', 'golf')).toMatch(/^unsupported: /);
  });

  it.each<[string, readonly string[], string]>([
    ['a sport that nobody knows', ['quidditch'], 'quidditch'],
    ['no deviation', ['basketball', '--lead', '1', '--seconds', '60'], 'add --deviation'],
    ['a place of nobody', ['football', '--lead', '1', '--seconds', '60', '--yards', '9'], '--possession'],
    ['no time', ['basketball', '--lead', '1', '--deviation', '12'], '--remaining'],
    ['more time than there is', ['football', '--league', 'nfl', '--lead', '1', '--seconds', '9999'], '3600'],
    [
      'a league without a clock',
      ['football', '--league', 'mlb', '--lead', '1', '--seconds', '9', '--deviation', '9'],
      '--regulation',
    ],
    [
      'two times',
      ['soccer', '--home-goals', '1', '--away-goals', '1', '--minute', '9', '--remaining', '0.5'],
      '--minute',
    ],
    ['runs that miss one', ['baseball', '--inning', '1', '--home-runs', '0.5,0.4'], '--home-runs'],
    ['runners that are none', ['baseball', '--inning', '1', '--bases', '12'], '1-3'],
    ['points of no game', ['tennis', '--price', '0.5', '--points', 'AD-15'], 'AD-40'],
    ['players of no strength', ['tennis'], '--price'],
    ['an even series', ['series', '--game', '0.5', '--best-of', '2'], 'odd'],
    ['a score that is none', ['cs2', '--round', '0.5', '--score', '7:5'], '1-0'],
  ])('refuses %s', async (_, args, hint) => {
    expect(await refused('winprob', ...args)).toContain(hint);
  });
});
