import { beforeAll, describe, expect, it } from 'vitest';
import { mergeTables, readConfigFile } from '../../config/config-file.js';
import { importDataset } from '../../data/import/import-dataset.js';
import { loadTape } from '../../data/load-tape.js';
import { realData } from '../../data/real-data.testing.js';
import { openStore } from '../../data/store.js';
import { generateSeason } from '../../data/synthetic/generate-season.js';
import { testSeason } from '../../data/synthetic/season.testing.js';
import type { RunResult } from '../../engine/run-result.js';
import type { Tape } from '../../engine/tape.js';
import { runConfigured, type Settings } from '../knob-case.testing.js';
import { deedsOfRun, firstDifference } from './run-history.js';
import { cutAfter, flipOutcomes, resolutionRows } from './tape-surgery.js';

const differenceUntil = (one: RunResult, other: RunResult, time: number) =>
  firstDifference(deedsOfRun(one), deedsOfRun(other), time);

const CUTS = 10;

/** Instants that cut a tape into stretches of as many events. */
const instantsOf = (tape: Tape, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => {
    const row = Math.floor(((index + 1) * tape.length) / (count + 1));
    return tape.localTime[row] ?? 0;
  });

function expectNoFuture(tape: Tape, settings: Settings, whole: RunResult): void {
  for (const time of instantsOf(tape, CUTS)) {
    const cut = runConfigured(settings, cutAfter(tape, time));
    expect(differenceUntil(cut, whole, time)).toBeNull();
  }
}

describe('favourite-dip on a synthetic season', () => {
  const settings = readConfigFile('examples/demo.toml');
  const mispricing = { noise: 0.1, overreaction: 1 };
  const tape = generateSeason(testSeason({ seed: 'leak', days: 3, games: { nba: 5, epl: 4 }, mispricing }));
  const whole = runConfigured(settings, tape);

  it('trades, and holds some positions until they are settled', () => {
    expect(whole.counts.fills).toBeGreaterThan(10);
    expect(whole.counts.settled).toBeGreaterThan(0);
  });

  it('decides nothing otherwise before a market resolves if that market resolves the other way', () => {
    let changed = 0;
    for (const row of resolutionRows(tape)) {
      const before = (tape.localTime[row] ?? 0) - 1;
      const flipped = runConfigured(settings, flipOutcomes(tape, [row]));
      expect(differenceUntil(flipped, whole, before)).toBeNull();
      if (flipped.outputHash !== whole.outputHash) changed += 1;
    }
    // After it the money differs where something was held: the flip is seen.
    expect(changed).toBe(whole.counts.settled);
  });

  it('decides the same up to an instant whether or not anything follows', () => {
    expectNoFuture(tape, settings, whole);
  });
});

const recorded = realData('polymarket-us-2026-07');
const skipped = recorded === null ? ' (skipped: the recorded data is not here, set TOUCHLINE_REAL_DATA)' : '';

describe.skipIf(recorded === null)(`favourite-dip on recorded quotes${skipped}`, () => {
  const settings = mergeTables(readConfigFile('examples/real-quotes.toml'), {
    parameters: { exit: { takeProfit: 'off' } },
  });
  let tape: Tape;
  let whole: RunResult;
  beforeAll(async () => {
    const store = await openStore(':memory:');
    const { dataset } = await importDataset(store, { format: 'polymarket-us', path: recorded ?? '' });
    const leagues = ['npb', 'mlb', 'valorant'];
    tape = await loadTape(store, { dataset: dataset.name, leagues, includeInferredLabels: false });
    store.close();
    whole = runConfigured(settings, tape);
  });
  it('decides nothing otherwise before the first of the outcomes that are turned round', () => {
    let changed = 0;
    const rows = resolutionRows(tape);
    const places = Array.from({ length: 5 }, (_, index) => Math.floor((index * rows.length) / 5));
    for (const place of places) {
      const flipped = runConfigured(settings, flipOutcomes(tape, rows.slice(place)));
      const before = (tape.localTime[rows[place] ?? 0] ?? 0) - 1;
      expect(differenceUntil(flipped, whole, before)).toBeNull();
      if (flipped.outputHash !== whole.outputHash) changed += 1;
    }
    expect(changed).toBeGreaterThan(0);
  });

  it('decides the same up to an instant whether or not anything follows', () => {
    expectNoFuture(tape, settings, whole);
  });
});
