import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScriptedPorts } from '../scripted-ports.testing.js';
import { type Lane, PRIORITIES, type Priority, RateBuckets } from './rate-buckets.js';

/** Published per 10 s: reliability of the figures aside, half of them is the bound that must hold. */
const PUBLISHED: Partial<Record<Lane, number>> = {
  place: 3_500,
  cancel: 3_000,
  ledger: 500,
  balance: 200,
  gamma: 300,
};
const ALL_PUBLISHED = 9_000;

const setUp = () => {
  const ports = new ScriptedPorts();
  return { ports, buckets: new RateBuckets(ports.clock, ports.timers) };
};

describe('requests', () => {
  it('leave at once while there is budget', async () => {
    const { ports, buckets } = setUp();
    const granted = Promise.all(Array.from({ length: 100 }, () => buckets.take('place', 'new', 0)));
    await ports.pass(0);
    expect(await granted).toEqual(Array.from({ length: 100 }, () => true));
  });

  it('wait for their turn, and are refused when that takes longer than their patience', async () => {
    const { ports, buckets } = setUp();
    for (let count = 0; count < 250; count += 1) void buckets.take('ledger', 'reconcile', 0);
    const patient = buckets.take('ledger', 'reconcile', 1_000);
    const hasty = buckets.take('ledger', 'reconcile', 10);
    await ports.pass(1_000);
    expect(await Promise.all([patient, hasty])).toEqual([true, false]);
  });

  it('of one kind do not hold up another', async () => {
    const { ports, buckets } = setUp();
    for (let count = 0; count < 400; count += 1) void buckets.take('ledger', 'reconcile', 60_000);
    const place = buckets.take('place', 'new', 0);
    await ports.pass(0);
    expect(await place).toBe(true);
  });

  it('heed a pause that the venue asked for', async () => {
    const { ports, buckets } = setUp();
    buckets.pause('place', 5_000);
    let at = -1;
    void buckets.take('place', 'new', 10_000).then(() => {
      at = ports.clock.monotonicMs();
    });
    await ports.pass(4_999);
    expect(at).toBe(-1);
    await ports.pass(10);
    expect(at).toBe(5_000);
  });

  it('are refused when too many wait', async () => {
    const { buckets } = setUp();
    buckets.pause('place', 60_000);
    for (let count = 0; count < 10_000; count += 1) void buckets.take('place', 'new', 120_000);
    expect(await buckets.take('place', 'cancel', 120_000)).toBe(false);
  });
});

describe('the budget of requests', () => {
  it('leaves 30 % of all to cancels, whatever else is asked for', async () => {
    const { ports, buckets } = setUp();
    const lanes: readonly Lane[] = ['place', 'other', 'book'];
    let others = 0;
    for (let count = 0; count < 6_000; count += 1) {
      void buckets.take(lanes[count % 3] ?? 'other', 'new', 0).then((granted) => {
        if (granted) others += 1;
      });
    }
    await ports.pass(0);
    const cancels = Array.from({ length: 1_350 }, () => buckets.take('cancel', 'cancel', 0));
    await ports.pass(0);
    expect(others).toBeLessThanOrEqual(4_500 * 0.7);
    expect((await Promise.all(cancels)).filter(Boolean)).toHaveLength(1_350);
  });

  it('holds in every window of 10 s, and nobody overtakes a higher priority of the same kind', async () => {
    const asked = fc.record({
      lane: fc.constantFrom<Lane>('place', 'cancel', 'ledger', 'balance', 'gamma', 'other'),
      priority: fc.constantFrom<Priority>(...PRIORITIES),
      count: fc.integer({ min: 1, max: 700 }),
      afterMs: fc.nat(4_000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 8 }), async (bursts) => {
        const { ports, buckets } = setUp();
        const grants: { readonly lane: Lane; readonly atMs: number }[] = [];
        const waiting = new Map<Lane, number[]>();
        for (const { lane, priority, count, afterMs } of bursts) {
          for (let each = 0; each < count; each += 1) {
            const rank = PRIORITIES.indexOf(priority);
            waiting.set(lane, [...(waiting.get(lane) ?? []), rank]);
            void buckets.take(lane, priority, 1e6).then(() => {
              const ranks = waiting.get(lane) ?? [];
              expect(rank).toBe(Math.min(...ranks));
              ranks.splice(ranks.indexOf(rank), 1);
              grants.push({ lane, atMs: ports.clock.monotonicMs() });
            });
          }
          await ports.pass(afterMs);
        }
        const fits = (of: readonly { readonly atMs: number }[], published: number) => {
          of.forEach(({ atMs }, first) => {
            const within = of.slice(first).filter((other) => other.atMs < atMs + 10_000).length;
            expect(within).toBeLessThanOrEqual(published);
          });
        };
        for (const [lane, published] of Object.entries(PUBLISHED)) {
          fits(
            grants.filter((grant) => grant.lane === lane).filter((_, at) => at % 50 === 0),
            published / 50,
          );
        }
        fits(
          grants.filter((grant) => grant.lane !== 'gamma').filter((_, at) => at % 50 === 0),
          ALL_PUBLISHED / 50,
        );
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});
