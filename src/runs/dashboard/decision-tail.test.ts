import { describe, expect, it } from 'vitest';
import type { Micros } from '../../engine/units.js';
import { DecisionTail } from './decision-tail.js';

/** Answers a moment later, as a database does; decision `n` acted when `n` is even. */
function storeOf(decisions: number, fails: () => boolean = () => false) {
  const asked: number[] = [];
  return {
    asked,
    readDecisions: async (_session: string, from: number, limit: number) => {
      asked.push(from);
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (fails()) throw new Error('the store is away');
      const until = Math.min(decisions, from + limit);
      return Array.from({ length: until - from }, (_, i) => ({
        sequence: from + i,
        journalSequence: 0,
        time: 0 as Micros,
        json: JSON.stringify({ sequence: from + i, market: 0, verdict: i % 2 === 0 ? 'acted' : 'gated' }),
      }));
    },
  };
}

const sequences = (tail: Awaited<ReturnType<DecisionTail['read']>>) =>
  tail.map(({ record }) => (record as unknown as { readonly sequence: number }).sequence);

describe('the tail of decisions', () => {
  it('reads each decision once, however many look at a time', async () => {
    const store = storeOf(7);
    const tail = new DecisionTail('session', []);
    const looks = await Promise.all([tail.read(store), tail.read(store), tail.read(store)]);
    for (const look of looks) expect(sequences(look)).toEqual([6, 4, 2, 0]);
    expect(store.asked).toEqual([0, 7, 7]);
  });

  it('keeps the newest of many batches', async () => {
    const tail = new DecisionTail('session', []);
    expect(sequences(await tail.read(storeOf(2_500)))).toEqual(
      Array.from({ length: 12 }, (_, i) => 2_498 - 2 * i),
    );
  });

  it('goes on after a store that was away', async () => {
    let away = true;
    const store = storeOf(3, () => away);
    const tail = new DecisionTail('session', []);
    await expect(tail.read(store)).rejects.toThrow('the store is away');
    away = false;
    expect(sequences(await tail.read(store))).toEqual([2, 0]);
  });
});
