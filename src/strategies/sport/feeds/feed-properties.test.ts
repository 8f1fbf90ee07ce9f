import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GameState } from '../../../engine/events.js';
import { fixtures } from './feed-fixtures.testing.js';
import type { FeedReading } from './feed-reading.js';
import { FEEDS, type FeedName } from './feeds.js';

const NAMES = Object.keys(FEEDS) as FeedName[];
const read = (feed: FeedName, payload: unknown): readonly FeedReading[] =>
  FEEDS[feed].open().read(payload, () => ({ scoreOrder: 'home-away' }));
const payloadsOf = (feed: FeedName): readonly unknown[] => Object.values(fixtures(feed));

/** Every number and every run of digits that stands anywhere in a payload. */
const digitsOf = (payload: unknown): Set<number> =>
  new Set((JSON.stringify(payload) ?? '').match(/\d+/g)?.map(Number) ?? []);

/** A state holds nothing but whole scores of 0 or more and clocks of 0 or more. */
function checkState(state: GameState): void {
  for (const value of [state.period, state.homeScore, state.awayScore]) {
    expect(value === null || (Number.isSafeInteger(value) && value >= 0)).toBe(true);
  }
  for (const value of [state.secondsLeftInPeriod, state.secondsElapsedInPeriod]) {
    expect(value === null || (Number.isFinite(value) && value >= 0)).toBe(true);
  }
}

/** Scores are digits of the payload: what it does not hold is not in the state. Sets and innings are added up. */
function checkNotInvented(payload: unknown, reading: FeedReading): void {
  if (reading.kind === 'fault') return;
  checkState(reading.state);
  const { homeScore, awayScore, situation } = reading.state;
  if (situation?.kind === 'sets' || situation?.kind === 'overs') return;
  const digits = digitsOf(payload);
  for (const score of [homeScore, awayScore]) expect(score === null || digits.has(score)).toBe(true);
}

/** Another value in place of one that stands somewhere in a payload. */
function altered(payload: unknown, at: number, value: unknown): unknown {
  let count = 0;
  return JSON.parse(JSON.stringify(payload), (_, each) => {
    if (typeof each === 'object' && each !== null) return each;
    count += 1;
    return count === at ? value : each;
  });
}
const valuesIn = (payload: unknown): number => {
  let count = 0;
  JSON.stringify(payload, (_, each) => {
    if (typeof each !== 'object' || each === null) count += 1;
    return each;
  });
  return count;
};

const strange = fc.oneof(
  fc.anything(),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    ' ',
    'NaN',
    '-1',
    '1e9',
    '٣',
    '99:99',
  ),
  fc.constantFrom(null, true, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, [], {}, [[]]),
);

describe.each(NAMES)('the reader of %s', (feed) => {
  const payload = fc.constantFrom(...payloadsOf(feed));

  it('answers for any value with states and faults, and never throws', () => {
    fc.assert(
      fc.property(strange, (value) => {
        for (const reading of read(feed, value)) checkNotInvented(value, reading);
      }),
    );
  });

  it('answers for any single value put in place of one of a payload, and invents nothing', () => {
    const pick = payload.chain((value) =>
      fc.tuple(fc.constant(value), fc.integer({ min: 1, max: valuesIn(value) }), strange),
    );
    fc.assert(
      fc.property(pick, ([value, at, other]) => {
        const changed = altered(value, at, other);
        for (const reading of read(feed, changed)) checkNotInvented(changed, reading);
      }),
      { numRuns: 300 },
    );
  });

  it('reads numbers as their digits alike', () => {
    for (const value of payloadsOf(feed)) {
      const texts = JSON.parse(JSON.stringify(value), (key, each) =>
        typeof each === 'number' && Number.isInteger(each) && key !== 'secondsRemaining' && key !== 'clock'
          ? String(each)
          : each,
      );
      const states = (payloads: unknown) =>
        read(feed, payloads).map((reading) => (reading.kind === 'state' ? reading.state : reading));
      expect(states(texts)).toEqual(states(value));
    }
  });

  it('reads a field that stands on a prototype as absent', () => {
    for (const value of payloadsOf(feed)) {
      const inherited = Object.create(value as object);
      for (const reading of read(feed, inherited)) expect(reading.kind).toBe('fault');
      const own = JSON.parse(`{"__proto__": ${JSON.stringify(value)}}`);
      for (const reading of read(feed, own)) expect(reading.kind).toBe('fault');
    }
  });

  it('knows no phase of a payload whose every word is strange', () => {
    for (const value of payloadsOf(feed)) {
      const odd = JSON.parse(JSON.stringify(value), (key, each) =>
        typeof each === 'string' && key !== 'op' ? `?${each}` : each,
      );
      for (const reading of read(feed, odd)) {
        // Without a word the phase of Betfair's fixture is what it was: unknown.
        const words = reading.kind === 'state' ? reading.unknown : [];
        expect(reading).toMatchObject({ kind: 'state', state: { phase: 'unknown' } });
        expect(words.length).toBeGreaterThan(0);
      }
    }
  });
});
