import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogOf, dollars } from '../kernel.testing.js';
import { micros } from '../units.js';
import { followWorld, type World, worldEvents, worlds } from '../world.testing.js';
import { inBacktest, onPaper, type Play, sessionOptions } from './session.testing.js';
import { decodeSessionInput, encodeSessionInput } from './session-codec.js';
import { SessionKernel } from './session-kernel.js';

/**
 * What has to agree: orders with their ids, states and reasons, fills, decisions with their digest, funnel, ledger,
 * settlements, round trips and equity samples. Apart from gaps, of which a backtest knows before they end, and
 * orders placed in `start`, which in a backtest meet the market after the events of the first instant.
 */
const playOf = (world: World, latencyMs: number): Play => {
  const venue = { latency: { entryMs: latencyMs, cancelMs: latencyMs, responseMs: latencyMs } };
  return {
    catalog: catalogOf(Array.from({ length: world.markets + 1 }, () => ({}))),
    events: worldEvents({ ...world, events: world.events.filter((event) => event.kind !== 'gap') }),
    strategy: () => followWorld(world),
    changed: { venue, risk: { perMarket: dollars(200) }, equityEvery: micros(10_000_000) },
  };
};

const latencies = fc.constantFrom(0, 0, 130, 1_700);

describe('a session on paper', () => {
  it('decides, trades and books what the backtest does over the same events', () => {
    let fills = 0;
    fc.assert(
      fc.property(worlds, latencies, (world, latencyMs) => {
        const { journal: _, hash: __, ...paper } = onPaper(playOf(world, latencyMs));
        expect(paper).toEqual(inBacktest(playOf(world, latencyMs)));
        fills += paper.rows.fill.length;
      }),
      { numRuns: 150 },
    );
    expect(fills).toBeGreaterThan(300);
  });

  it('replays from its journal to the same hash, decisions and orders', () => {
    fc.assert(
      fc.property(worlds, latencies, (world, latencyMs) => {
        const play = playOf(world, latencyMs);
        const { journal, hash, digest } = onPaper(play);
        const again = new SessionKernel(sessionOptions(play), { send: () => undefined });
        for (const [index, line] of journal.entries()) {
          const input = decodeSessionInput(line, index + 1);
          expect(encodeSessionInput(input)).toBe(line);
          again.apply(input);
        }
        expect([again.outputHash, again.decisionsDigest]).toEqual([hash, digest]);
      }),
      { numRuns: 60 },
    );
  });
});
