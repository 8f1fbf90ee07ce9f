import { describe, expect, it } from 'vitest';
import { kernelOptions } from '../config/kernel-options.js';
import { generateSeason } from '../data/synthetic/generate-season.js';
import { testSeason } from '../data/synthetic/season.testing.js';
import { inBacktest, onPaper, type Play } from '../engine/session/session.testing.js';
import { EVERY_MARKET, type Tape } from '../engine/tape.js';
import { eventsOfTape } from '../engine/tape-events.testing.js';
import type { Micros } from '../engine/units.js';
import { prepareRun } from './prepare-run.js';

const season = (): Tape =>
  generateSeason(
    testSeason({
      seed: 'parity',
      days: 3,
      games: { nba: 4, epl: 3 },
      market: { inPlayQuoteSeconds: 20 },
      feed: { marketLatencyMs: 0, gameLatencyMs: 0, gameJitterMs: 0 },
      mispricing: { noise: 0.2, overreaction: 1 },
    }),
  );

/** A configuration over a tape, played by the backtest and on paper. */
function playOf(tape: Tape, raw: Readonly<Record<string, unknown>>): Play {
  const run = prepareRun({ data: { dataset: 'x' }, ...raw }, 'x');
  const span = { from: tape.localTime[0] as Micros, to: tape.localTime[tape.length - 1] as Micros };
  const options = kernelOptions(run.config, run.strategy(), span);
  const changed = { ...options, blockedDecisionsMax: 1_000_000 };
  return { catalog: tape.catalog, events: eventsOfTape(tape), strategy: () => run.strategy(), changed };
}

describe('paper trading', () => {
  it.each([
    [
      'favourite-dip on a season',
      season,
      { strategy: 'favourite-dip', parameters: { entry: { confidenceMin: 0.3 } } },
    ],
    [
      'favourite-dip with drawn latency and failed trades',
      season,
      {
        strategy: 'favourite-dip',
        parameters: { entry: { confidenceMin: 0.3 } },
        venue: { latencyModel: 'sampled', failedFillProbability: 0.1 },
      },
    ],
    [
      'the maker on a season',
      season,
      { strategy: 'maker', parameters: { phase: 'any', unknownPhase: 'allow' } },
    ],
  ] as const)('is the backtest to the last row: %s', (_name, make, raw) => {
    const tape = make();
    expect(tape.subject.includes(EVERY_MARKET)).toBe(false);
    const play = playOf(tape, raw);
    const { journal, hash: _, ...paper } = onPaper(play);
    const backtest = inBacktest(play);
    expect(paper).toEqual(backtest);
    expect(backtest.rows.fill.length).toBeGreaterThan(5);
    expect(journal.length).toBeGreaterThan(1_000);
  });
});
