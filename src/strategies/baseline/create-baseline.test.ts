import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marketIndex } from '../../engine/ids.js';
import { micros, prob } from '../../engine/units.js';
import { baselineSchema } from './baseline-parameters.js';
import type { BaselineTracker } from './baseline-tracker.js';
import { type BaselinePolicy, createBaseline } from './create-baseline.js';

/** A mid that held from `time` on; `null` = not known. */
type Observation = readonly [time: number, mid: number | null];

const market = marketIndex(1);
const other = marketIndex(0);
const create = (policy: BaselinePolicy): BaselineTracker => createBaseline(policy, 2);
const lastMid = () => create({ kind: 'last-mid-before-start' });
const twap = (windowMicros: number, knownShareMin = 0) =>
  create({ kind: 'twap-before-start', windowMicros, knownShareMin });
const lagged = (lagMicros: number, windowMicros: number, knownShareMin = 0) =>
  create({ kind: 'lagged-twap', lagMicros, windowMicros, knownShareMin });

function feed(tracker: BaselineTracker, observations: readonly Observation[]): BaselineTracker {
  for (const [time, mid] of observations) tracker.observe(market, micros(time), mid);
  return tracker;
}
const start = (tracker: BaselineTracker, time: number | null): BaselineTracker => {
  tracker.setStart(market, time === null ? null : micros(time));
  return tracker;
};
const at = (tracker: BaselineTracker, now: number): number | null => tracker.baseline(market, micros(now));

/** The mean over `[from, to)`, one microsecond at a time: slow, and independent of the code under test. */
function naiveMean(
  observations: readonly Observation[],
  from: number,
  to: number,
  share: number,
): number | null {
  let sum = 0;
  let known = 0;
  for (let instant = from; instant < to; instant += 1) {
    const mid = observations.findLast(([time]) => time <= instant)?.[1] ?? null;
    if (mid === null) continue;
    sum += mid;
    known += 1;
  }
  return known > 0 && known >= share * (to - from) ? sum / known : null;
}

const anyMid = fc.option(
  fc.integer({ min: 0, max: 20_000 }).map((half) => half / 2),
  { nil: null, freq: 4 },
);
/** Observations in the order of time, several at one instant and repeated mids among them. */
const anyFeed = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9 }), anyMid), { minLength: 1, maxLength: 40 })
  .map((steps) => {
    let time = 100;
    return steps.map(([step, mid]): Observation => {
      time += step;
      return [time, mid];
    });
  });

describe('last mid before the start', () => {
  it('is the last one strictly before the start', () => {
    const tracker = start(feed(lastMid(), []), 200);
    feed(tracker, [
      [100, 5000],
      [199, 5100.5],
      [200, 9000],
      [250, 9900],
    ]);
    expect(at(tracker, 300)).toBe(5100.5);
  });

  it('is not there before the start, without a start, and without a mid', () => {
    const tracker = feed(lastMid(), [[100, 5000]]);
    expect(at(tracker, 300)).toBeNull();
    expect(at(start(tracker, 200), 199)).toBeNull();
    expect(at(tracker, 200)).toBe(5000);
    expect(at(start(tracker, null), 300)).toBeNull();
    expect(at(start(lastMid(), 200), 300)).toBeNull();
    expect(at(start(feed(lastMid(), [[100, null]]), 200), 300)).toBeNull();
  });

  it('is the last known mid when the book lost a side before the start', () => {
    expect(
      at(
        start(
          feed(lastMid(), [
            [100, 5000],
            [150, null],
          ]),
          200,
        ),
        300,
      ),
    ).toBe(5000);
  });

  it('follows a start that is moved later or earlier', () => {
    const tracker = feed(start(lastMid(), 200), [
      [100, 5000],
      [190, 5100],
      [210, 5200],
      [290, 5300],
    ]);
    expect(at(tracker, 290)).toBe(5100);
    expect(at(start(tracker, 300), 295)).toBeNull();
    expect(at(tracker, 300)).toBe(5300);
    expect(at(start(tracker, 150), 300)).toBe(5000);
  });

  it('leaves out a mid at the very instant that the start is moved to', () => {
    const tracker = feed(lastMid(), [
      [100, 5000],
      [150, 5100],
    ]);
    expect(at(start(tracker, 150), 300)).toBe(5000);
  });

  it('survives any number of mids after the start', () => {
    const tracker = feed(start(lastMid(), 200), [[100, 5000]]);
    for (let time = 200; time < 20_000; time += 1) tracker.observe(market, micros(time), 4000 + (time % 2));
    expect(at(tracker, 20_000)).toBe(5000);
  });

  it('fails closed when a start moved far back asks for mids that were let go', () => {
    const tracker = feed(start(lastMid(), 200), [[100, 5000]]);
    for (let time = 200; time < 20_000; time += 1) tracker.observe(market, micros(time), 4000 + (time % 2));
    expect(at(start(tracker, 300), 20_000)).toBeNull();
  });
});

describe('time-weighted mean before the start', () => {
  it('weighs each mid by how long it held, and carries the one that held at the window edge', () => {
    // Window [100, 200): 4000 for 50, 5000 for 30, 6000 for 20.
    const tracker = feed(start(twap(100), 200), [
      [10, 4000],
      [150, 5000],
      [180, 6000],
      [200, 9999],
    ]);
    expect(at(tracker, 250)).toBe((4000 * 50 + 5000 * 30 + 6000 * 20) / 100);
  });

  it('does not carry a mid over a stretch in which it was not known', () => {
    const tracker = feed(start(twap(100), 200), [
      [10, 4000],
      [150, null],
      [190, 6000],
    ]);
    expect(at(tracker, 250)).toBe((4000 * 50 + 6000 * 10) / 60);
  });

  it('asks for the share of the window that must have been known', () => {
    const observations: Observation[] = [[140, 4000]];
    expect(at(feed(start(twap(100, 0.6), 200), observations), 250)).toBe(4000);
    expect(at(feed(start(twap(100, 0.61), 200), observations), 250)).toBeNull();
  });

  it('equals the mean taken one microsecond at a time', () => {
    const share = fc.constantFrom(0, 0.5, 1);
    fc.assert(
      fc.property(
        anyFeed,
        fc.integer({ min: 90, max: 300 }),
        fc.integer({ min: 1, max: 120 }),
        share,
        (mids, begin, window, known) => {
          const result = at(feed(start(twap(window, known), begin), mids), 1_000);
          const expected = naiveMean(mids, begin - window, begin, known);
          if (expected === null) expect(result).toBeNull();
          else expect(result).toBeCloseTo(expected, 6);
        },
      ),
    );
  });

  it('fails closed when more mids changed in the window than are kept', () => {
    const tracker = start(twap(10_000), 20_000);
    for (let time = 0; time < 20_000; time += 1) tracker.observe(market, micros(time), 4000 + (time % 2));
    expect(at(tracker, 20_000)).toBeNull();
    expect(at(start(tracker, 10_001), 20_000)).toBeNull();
  });
});

describe('lagged time-weighted mean', () => {
  it('is the mean over the window that ends a lag ago', () => {
    const tracker = feed(lagged(50, 100), [
      [0, 4000],
      [100, 5000],
      [180, 6000],
    ]);
    expect(at(tracker, 200)).toBe((4000 * 50 + 5000 * 50) / 100); // over [50, 150]
    expect(at(tracker, 250)).toBe((5000 * 80 + 6000 * 20) / 100); // over [100, 200]
  });

  it('is not there until the lag has passed', () => {
    const tracker = feed(lagged(50, 100), [[100, 4000]]);
    expect(at(tracker, 150)).toBeNull();
    expect(at(tracker, 151)).toBe(4000);
  });

  it('does not see what happened within the lag', () => {
    const seen: Observation[] = [
      [0, 4000],
      [100, 5000],
    ];
    const crash: Observation[] = [...seen, [151, 100], [199, null]];
    expect(at(feed(lagged(50, 100), crash), 200)).toBe(at(feed(lagged(50, 100), seen), 200));
  });

  it('equals the mean taken one microsecond at a time, whenever it is asked', () => {
    const span = fc.integer({ min: 1, max: 90 });
    const asks = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(
        anyFeed,
        fc.nat({ max: 40 }),
        span,
        asks,
        fc.constantFrom(0, 0.5, 1),
        (mids, lag, window, asked, share) => {
          const tracker = lagged(lag, window, share);
          for (const [index, [time, mid]] of mids.entries()) {
            tracker.observe(other, micros(time), 1);
            tracker.observe(market, micros(time), mid);
            const isLastOfInstant = mids[index + 1]?.[0] !== time;
            if (!asked[index] || !isLastOfInstant) continue;
            const expected = naiveMean(mids.slice(0, index + 1), time - lag - window, time - lag, share);
            const result = at(tracker, time);
            if (expected === null) expect(result).toBeNull();
            else expect(result).toBeCloseTo(expected, 9);
          }
          const end = (mids.at(-1)?.[0] ?? 0) + 500;
          const expected = naiveMean(mids, end - lag - window, end - lag, share);
          expect(at(tracker, end)).toBe(expected === null ? null : (mids.at(-1)?.[1] ?? null));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('stays exact over a month of microseconds', () => {
    const hour = 3_600_000_000;
    const tracker = lagged(hour, hour);
    const begin = 1_780_000_000_000_000;
    for (let step = 0; step < 24 * 30 * 4; step += 1) {
      tracker.observe(market, micros(begin + step * (hour / 4) + (step % 7)), 5000 + (step % 3));
    }
    // The last step is 2879; the window is steps 2871..2875 of a quarter of an hour, cut at both ends.
    const now = begin + 2880 * (hour / 4);
    let sum = 0n;
    for (let step = 2871; step <= 2876; step += 1) {
      const clamp = (time: number) => Math.min(Math.max(time, now - 2 * hour), now - hour);
      const held = (of: number) => clamp(begin + of * (hour / 4) + (of % 7));
      sum += BigInt(5000 + (step % 3)) * BigInt(held(step + 1) - held(step));
    }
    expect(at(tracker, now)).toBe(Number(sum) / hour);
  });

  it('fails closed while a loss to the bound is within its window, and comes back after', () => {
    const tracker = lagged(0, 100_000);
    for (let time = 0; time <= 65_536; time += 1) tracker.observe(market, micros(time), 4000 + (time % 2));
    expect(at(tracker, 65_536)).toBeNull();
    expect(at(tracker, 165_535)).toBeNull();
    expect(at(tracker, 165_536)).toBe(4000);
  });

  it('loses nothing over any number of mids while its window holds few, asked or not', () => {
    const tracker = lagged(10, 100);
    for (let time = 0; time <= 65_600; time += 1) tracker.observe(market, micros(time), 4000 + (time % 2));
    expect(at(tracker, 65_600)).toBe(4000.5);
  });

  it('refuses a mid that its window has already passed', () => {
    const tracker = feed(lagged(0, 100), [[100, 4000]]);
    at(tracker, 200);
    expect(() => tracker.observe(market, micros(150), 5000)).toThrow(/before the window/);
  });
});

describe('opening', () => {
  it('is the first mid that had two sides', () => {
    const tracker = feed(create({ kind: 'opening' }), [
      [100, null],
      [120, 4500.5],
      [130, 5000],
    ]);
    expect(at(tracker, 119)).toBeNull();
    expect(at(tracker, 120)).toBe(4500.5);
    expect(at(tracker, 900)).toBe(4500.5);
    expect(tracker.baseline(other, micros(900))).toBeNull();
  });
});

describe('external line', () => {
  it('is the given probability from when it was known on', () => {
    const lines = new Map([[market, { probability: prob(0.6), knownAt: micros(100) }]]);
    const tracker = create({ kind: 'external-line', lines });
    expect(at(tracker, 99)).toBeNull();
    expect(at(tracker, 100)).toBe(6000);
    expect(tracker.baseline(other, micros(100))).toBeNull();
  });
});

describe('every policy', () => {
  const policies: readonly BaselinePolicy[] = [
    { kind: 'last-mid-before-start' },
    { kind: 'twap-before-start', windowMicros: 60, knownShareMin: 0 },
    { kind: 'opening' },
    { kind: 'lagged-twap', lagMicros: 20, windowMicros: 60, knownShareMin: 0 },
    { kind: 'external-line', lines: new Map([[market, { probability: prob(0.5), knownAt: micros(0) }]]) },
  ];

  it('that a configuration may name is among these', () => {
    expect(policies.map((policy) => policy.kind)).toEqual(
      baselineSchema.options.map(({ shape }) => shape.policy.value),
    );
  });

  it.each(policies)('$kind answers the same however often it was asked before', (policy) => {
    fc.assert(
      fc.property(anyFeed, fc.integer({ min: 90, max: 300 }), (mids, begin) => {
        const asked = start(create(policy), begin);
        for (const [time, mid] of mids) {
          at(asked, time);
          feed(asked, [[time, mid]]);
          at(asked, time);
        }
        expect(at(asked, 1_000)).toBe(at(feed(start(create(policy), begin), mids), 1_000));
      }),
    );
  });

  it.each(policies.slice(0, 2))('$kind is not moved by any mid at or after the start', (policy) => {
    fc.assert(
      fc.property(anyFeed, anyFeed, fc.integer({ min: 90, max: 300 }), (before, after, begin) => {
        const past = before.filter(([time]) => time < begin);
        const future = after.map(([time, mid]): Observation => [begin + time - 100, mid]);
        const calm = feed(start(create(policy), begin), past);
        const wild = feed(start(create(policy), begin), [...past, ...future]);
        expect(at(wild, 2_000)).toBe(at(calm, 2_000));
        expect(at(feed(start(create(policy), null), [...past, ...future]), 2_000)).toBeNull();
      }),
    );
  });

  it('refuses a window, lag or share that makes no sense', () => {
    for (const window of [0, -1, 0.5, Number.NaN, 1e15]) expect(() => twap(window)).toThrow(/window/);
    for (const share of [-0.1, 1.1, Number.NaN]) expect(() => lagged(0, 1, share)).toThrow(/share/);
    for (const lag of [-1, 0.5, Number.NaN]) expect(() => lagged(lag, 1)).toThrow(/lag/);
  });
});
