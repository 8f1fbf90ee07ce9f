import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prob } from '../../engine/units.js';
import { leadScore } from './brownian.js';
import { impliedDeviation } from './implied-deviation.js';
import { MARGIN_LEAGUES, marginDeviationOf } from './margin-deviations.js';
import { safeLeadProbability } from './safe-lead.js';
import { type WinModel, type WinSituation, winProbability } from './win-probability.js';

const brownian = (expectedMargin: number, marginDeviation: number): WinModel<'brownian'> => ({
  kind: 'brownian',
  expectedMargin,
  marginDeviation,
  overtimeHome: prob(0.5),
});
const football = (expectedMargin: number, marginDeviation: number): WinModel<'discrete-margin'> => ({
  ...brownian(expectedMargin, marginDeviation),
  kind: 'discrete-margin',
});

function home(
  model: WinModel<'brownian'> | WinModel<'discrete-margin'>,
  at: WinSituation<'brownian'>,
): number {
  const result = winProbability(model, at);
  if (result.kind === 'unsupported') throw new Error(result.reason);
  expect(result.home + result.draw + result.away).toBeCloseTo(1, 14);
  return result.home;
}

describe('the Brownian margin', () => {
  const stern = brownian(4.87, 15.82);
  it.each([
    [-10, 0, 0.3729],
    [-10, 0.25, 0.3216],
    [-10, 0.5, 0.2494],
    [-10, 0.75, 0.1334],
    [-10, 0.9, 0.0286],
    [-5, 0, 0.4967],
    [-5, 0.25, 0.4608],
    [-5, 0.5, 0.4093],
    [-5, 0.75, 0.3163],
    [-5, 0.9, 0.1835],
    [0, 0, 0.6209],
    [0, 0.25, 0.6051],
    [0, 0.5, 0.5862],
    [0, 0.75, 0.5612],
    [0, 0.9, 0.5388],
    [2, 0, 0.668],
    [2, 0.25, 0.66],
    [2, 0.5, 0.6541],
    [2, 0.75, 0.6579],
    [2, 0.9, 0.6905],
    [10, 0, 0.8264],
    [10, 0.25, 0.8405],
    [10, 0.5, 0.8668],
    [10, 0.75, 0.9219],
    [10, 0.9, 0.982],
  ])('with Stern parameters: a lead of %i after %f of the game is worth %f', (lead, elapsed, expected) => {
    expect(home(stern, { lead, remaining: 1 - elapsed })).toBeCloseTo(expected, 4);
  });

  it.each([
    ['8 up with 360 s, spread -3', 3, 8, 360, 0.9758],
    ['level at tip-off, 5 expected', 5, 0, 2880, 0.6615],
    ['3 up with 60 s', 0, 3, 60, 0.9584],
  ])('of an NBA game: %s', (_, expectedMargin, lead, seconds, expected) => {
    expect(home(brownian(expectedMargin, 12), { lead, remaining: seconds / 2880 })).toBeCloseTo(expected, 4);
  });

  it('is settled at the end, and level goes to overtime', () => {
    const model = { ...brownian(5, 12), overtimeHome: prob(0.52) };
    expect(home(model, { lead: 1, remaining: 0 })).toBe(1);
    expect(home(model, { lead: -1, remaining: 0 })).toBe(0);
    expect(home(model, { lead: 0, remaining: 0 })).toBe(0.52);
  });

  it('rises with the lead, and is one less than that of the other side', () => {
    const lead = fc.integer({ min: -40, max: 40 });
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(lead, lead, part, fc.integer({ min: -15, max: 15 }), (a, b, remaining, margin) => {
        for (const make of [brownian, football]) {
          const low = home(make(margin, 12), { lead: Math.min(a, b), remaining });
          const high = home(make(margin, 12), { lead: Math.max(a, b), remaining });
          expect(low).toBeLessThanOrEqual(high + 1e-15);
          expect(home(make(-margin, 12), { lead: -a, remaining })).toBeCloseTo(
            1 - home(make(margin, 12), { lead: a, remaining }),
            12,
          );
        }
      }),
    );
  });

  it('refuses what no game can be in', () => {
    expect(() => home(brownian(0, 12), { lead: Number.NaN, remaining: 0.5 })).toThrow(/lead/);
    expect(() => home(brownian(0, 12), { lead: 0, remaining: 1.1 })).toThrow(/\[0, 1\]/);
    expect(() => home(brownian(0, 0), { lead: 0, remaining: 0.5 })).toThrow(/above 0/);
  });
});

describe('the margin in whole points', () => {
  it('of a 7-point favourite at 13.86 is the published .693', () => {
    expect(home(football(7, 13.86), { lead: 0, remaining: 1 })).toBeCloseTo(0.6804 + 0.5 * 0.0253, 3);
    const [lost, won] = [0, 1].map((p) =>
      home({ ...football(7, 13.86), overtimeHome: prob(p) }, { lead: 0, remaining: 1 }),
    );
    expect(lost).toBeCloseTo(0.6804, 3);
    expect((won ?? 0) - (lost ?? 0)).toBeCloseTo(0.0253, 4);
  });

  it.each([
    ['before the game, 7 expected', 7, 0, 60, 0.6985],
    ['before an even game', 0, 0, 60, 0.5],
    ['7 up at half-time', 0, 7, 30, 0.7688],
    ['10 up, 5 minutes left, 3 behind expected', -3, 10, 5, 0.9936],
  ])('%s', (_, expectedMargin, lead, minutes, expected) => {
    expect(home(football(expectedMargin, 13.45), { lead, remaining: minutes / 60 })).toBeCloseTo(expected, 4);
  });

  it('adds the points of a drive to the lead, and lets the score alone decide once nothing is left', () => {
    const drive = { possession: 'home', yardsToGoal: 50, down: 1 } as const;
    const model = football(0, 13.45);
    const holding = winProbability(model, { lead: 0, remaining: 0.25, drive });
    const ahead = winProbability(model, { lead: 2.31, remaining: 0.25 });
    expect(holding).toEqual(ahead);
    expect(winProbability(model, { lead: -1, remaining: 0, drive })).toMatchObject({ home: 0 });
    expect(winProbability(model, { lead: 0, remaining: 0.25, drive: null })).toMatchObject({ home: 0.5 });
  });

  it('gives a tie to overtime', () => {
    const sure = { ...football(0, 13.45), overtimeHome: prob(1) };
    expect(home(sure, { lead: 0, remaining: 1 }) - 0.5).toBeCloseTo(0.0297 / 2, 4);
    expect(home(football(0, 13.45), { lead: 0, remaining: 0 })).toBe(0.5);
  });
});

describe('a safe lead', () => {
  it('of 18 at half-time of an NBA game is 90 to 92 % (Clauset, Kogan, Redner 2015)', () => {
    const at = { lead: 18, secondsRemaining: 1440 };
    expect(safeLeadProbability({ diffusion: 0.036 }, at)).toBeCloseTo(0.92, 2);
    expect(safeLeadProbability({ diffusion: 0.042 }, at)).toBeCloseTo(0.9, 1);
    const q = safeLeadProbability({ diffusion: 0.0363 }, at);
    const model = { kind: 'safe-lead', diffusion: 0.0363 } as const;
    expect(winProbability(model, at)).toMatchObject({ kind: 'known', home: (1 + q) / 2 });
    expect(winProbability(model, { ...at, lead: -18 })).toMatchObject({ away: (1 + q) / 2 });
  });

  it('agrees with the Brownian margin of the same spread, and is even when level', () => {
    const deviation = Math.sqrt(2 * 0.0363 * 2880);
    expect(deviation).toBeCloseTo(14.5, 1);
    const model = { kind: 'safe-lead', diffusion: 0.0363 } as const;
    const brown = home(brownian(0, deviation), { lead: 6, remaining: 0.25 });
    expect(winProbability(model, { lead: 6, secondsRemaining: 720 })).toMatchObject({
      home: expect.closeTo(brown, 12),
    });
    expect(winProbability(model, { lead: 0, secondsRemaining: 720 })).toMatchObject({ home: 0.5 });
    expect(winProbability(model, { lead: 1, secondsRemaining: 0 })).toMatchObject({ home: 1 });
  });
});

describe('features of a margin', () => {
  it('the implied deviation gives back the deviation that made the price', () => {
    const at = { lead: 4, remaining: 0.4 };
    const price = prob(home(brownian(3, 12.3), at));
    expect(impliedDeviation(price, 3, at)).toBeCloseTo(12.3, 9);
    expect(impliedDeviation(prob(1 - price), 3, at)).toBeNull();
    expect(impliedDeviation(prob(0.51), 3, at)).toBeNull();
    expect(impliedDeviation(prob(1), 3, at)).toBeNull();
    expect(impliedDeviation(price, 3, { ...at, remaining: 0 })).toBeNull();
  });

  it('the lead in deviations is what the normal distribution is taken at', () => {
    const model = { expectedMargin: 3, marginDeviation: 12 };
    expect(leadScore(model, { lead: 8, remaining: 0.25 })).toBeCloseTo(8.75 / 6, 14);
  });

  it('a league without a working deviation has none', () => {
    expect(marginDeviationOf('NFL')).toBe(13.45);
    expect(marginDeviationOf('epl')).toBeNull();
    for (const league of MARGIN_LEAGUES) expect(marginDeviationOf(league)).toBeGreaterThan(10);
  });
});
