import { MICROS_PER_HOUR, micros } from '../engine/units.js';
import { FIXTURE_START, type FixtureOptions, fixtureResult } from '../research/fixture.testing.js';
import type { ReportInput } from './report-input.js';

/** The input of a report around a made-up run. */
export function fixtureInput(options: FixtureOptions = {}): ReportInput {
  const result = fixtureResult(options);
  const to = micros(FIXTURE_START + (options.games ?? 48) * MICROS_PER_HOUR);
  return {
    result,
    config: [
      { key: 'strategy.name', value: 'favourite-dip', origin: 'real-quotes.toml' },
      { key: 'strategy.dip', value: '0.15', origin: 'real-quotes.toml' },
      { key: 'venue.latencyMs', value: '250', origin: 'default' },
      { key: 'seed', value: '7', origin: '--seed' },
    ],
    dataset: {
      name: `season${options.name ?? ''}`,
      format: 'synthetic',
      manifestHash: 'ab'.repeat(32),
      from: micros(FIXTURE_START),
      to,
    },
    coverage: {
      requested: { from: micros(FIXTURE_START), to, markets: result.counts.markets + 2 },
      present: { quotes: 1_688_000, markets: result.counts.markets, from: micros(FIXTURE_START), to },
      gaps: [
        {
          from: micros(FIXTURE_START + MICROS_PER_HOUR),
          to: micros(FIXTURE_START + 1.5 * MICROS_PER_HOUR),
          market: null,
        },
      ],
      thinMarkets: [{ market: `nba-home-away-3${options.name ?? ''}-winner`, quotes: 4 }],
    },
    certificate: { inputs: 'c0'.repeat(32), output: result.outputHash },
    seconds: 3.84,
    runId: 'r-2026-07-11-0001',
    generatedWith: '0.1.0',
    notices: ['The fee schedule of polymarket-us after 2026-07-20 is not confirmed by its documentation.'],
  };
}
