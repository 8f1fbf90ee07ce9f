import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEVIG_METHODS, type DevigMethod, devig } from './devig.js';

/** Odds of the vignette of the R package `implied`, version 2026-02, solved to 1e-14; the JSD row to 30 digits. */
const VIGNETTE = [4.2, 3.7, 1.95];

const fair = (odds: readonly number[], method: DevigMethod, winners = 1) => {
  const result = devig(odds, { method, winners });
  if (result.kind !== 'fair') throw new Error(result.reason);
  return result;
};

const expectDigits = (actual: readonly number[], expected: readonly number[], digits: number): void => {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, digits);
};

const book = fc.array(fc.double({ min: 1.2, max: 8, noNaN: true }), { minLength: 2, maxLength: 6 });
const overround = book.filter((odds) => {
  const sum = odds.reduce((total, value) => total + 1 / value, 0);
  return sum >= 1 && sum < 1.3;
});

describe('odds of 4.20, 3.70 and 1.95', () => {
  it.each<[DevigMethod, number[], number | null]>([
    ['multiplicative', [0.233155598643, 0.264663111973, 0.502181289384], null],
    ['additive', [0.231033231033, 0.263208263208, 0.505758505759], null],
    ['odds-ratio', [0.232004526866, 0.263641295894, 0.50435417724], 1.03445647633],
    ['power', [0.231140979823, 0.263064092366, 0.505794927811], 0.979762155056],
    ['shin', [0.231571958909, 0.263574496283, 0.504853544808], 0.010608058155],
    ['balanced-books', [0.229937962778, 0.262457474485, 0.507604562738], 0.010593010593],
    ['jensen-shannon', [0.231521613009, 0.263410823, 0.505067563991], 0.005483067512],
    ['goto', [0.230469695075, 0.262807476306, 0.506722828619], null],
  ])('by %s', (method, probabilities, parameter) => {
    const result = fair(VIGNETTE, method);
    expectDigits(result.probabilities, probabilities, 12);
    if (parameter !== null) expect(result.parameter?.value).toBeCloseTo(parameter, 11);
  });
});

describe('two outcomes, 1.5 and 2.74', () => {
  it.each<[DevigMethod, number]>([
    ['multiplicative', 0.646226415094],
    ['additive', 0.650851581509],
    ['shin', 0.650851581509],
  ])('by %s', (method, first) => {
    expectDigits(fair([1.5, 2.74], method).probabilities, [first, 1 - first], 12);
  });

  it('give by Shin what the additive method gives, whatever the odds', () => {
    const two = overround.filter((odds) => odds.length === 2);
    fc.assert(
      fc.property(two, (odds) => {
        expectDigits(fair(odds, 'shin').probabilities, fair(odds, 'additive').probabilities, 12);
      }),
    );
  });
});

describe('published vectors', () => {
  it('Shin of the README of mberk/shin', () => {
    const { probabilities, parameter } = fair([2.6, 2.4, 4.3], 'shin');
    expectDigits(probabilities, [0.37299406033208965, 0.4047794109200184, 0.2222265287474275], 12);
    expect(parameter?.value).toBeCloseTo(0.01694251276407055, 12);
  });

  it('the odds ratio with two winners', () => {
    const odds = [1.6, 2.63, 3.3, 3.7, 5.6, 7.1, 12.5, 16.5, 25];
    const expected = [
      0.610733576339, 0.366094400258, 0.290421476289, 0.258518954841, 0.169878991962, 0.133690179067,
      0.075663812057, 0.05725564912, 0.037742960068,
    ];
    expectDigits(fair(odds, 'odds-ratio', 2).probabilities, expected, 12);
  });

  it('the additive method has no answer where a longshot would go below 0 (Clarke et al. 2017)', () => {
    const odds = [0.87, 0.2, 0.1, 0.05, 0.02, 0.01].map((rate) => 1 / rate);
    expect(devig(odds, { method: 'additive', winners: 1 })).toEqual({
      kind: 'impossible',
      reason: 'outcome 5 would have a probability of -0.021667',
    });
    for (const method of ['power', 'odds-ratio', 'shin', 'multiplicative'] as const) {
      expect(devig(odds, { method, winners: 1 }).kind, method).toBe('fair');
    }
  });
});

describe.each(DEVIG_METHODS)('by %s', (method) => {
  it('probabilities sum to one, keep the order of the odds and do not depend on it', () => {
    fc.assert(
      fc.property(overround, (odds) => {
        const result = devig(odds, { method, winners: 1 });
        if (result.kind === 'impossible') return;
        const { probabilities } = result;
        expect(probabilities.reduce((total, value) => total + value, 0)).toBeCloseTo(1, 11);
        const byOdds = [...odds.keys()].sort((a, b) => (odds[a] ?? 0) - (odds[b] ?? 0));
        const sorted = byOdds.map((index) => probabilities[index] ?? 0);
        for (const [index, value] of sorted.entries()) {
          expect(value).toBeLessThanOrEqual((sorted[index - 1] ?? 1) + 1e-12);
        }
        const reversed = devig([...odds].reverse(), { method, winners: 1 });
        if (reversed.kind === 'fair') expectDigits([...reversed.probabilities].reverse(), probabilities, 9);
      }),
    );
  });

  it('a book without a margin is left as it is', () => {
    const result = fair([2, 4, 4], method);
    expectDigits(result.probabilities, [0.5, 0.25, 0.25], 12);
  });
});

describe('what is not a book is refused', () => {
  it.each([
    ['one outcome', [2], 1],
    ['odds of 1', [1, 3], 1],
    ['odds that are not a number', [Number.NaN, 3], 1],
    ['odds without an end', [Number.POSITIVE_INFINITY, 3], 1],
    ['as many winners as outcomes', [1.5, 3], 2],
    ['no winner', [1.5, 3], 0],
  ])('%s', (_, odds, winners) => {
    expect(() => devig(odds, { method: 'power', winners })).toThrow(
      expect.objectContaining({ code: 'DATA_ODDS' }),
    );
  });

  it('and Shin has no answer for two winners or a book below 1', () => {
    expect(devig([2.1, 2.1], { method: 'shin', winners: 1 }).kind).toBe('impossible');
    expect(devig([1.4, 1.5, 1.6], { method: 'shin', winners: 2 }).kind).toBe('impossible');
  });
});
