import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildBacktestReport } from './build-backtest-report.js';
import { fixtureInput } from './fixture.testing.js';
import { contractRows } from './json-contract.testing.js';
import { runJsonSchema } from './run-json.js';
import { toJson } from './to-json.js';

const jsonOf = (options: Parameters<typeof fixtureInput>[0]) =>
  toJson(buildBacktestReport(fixtureInput(options)));

describe('toJson', () => {
  it.each([{}, { games: 3 }, { trades: false }, { unsettled: 48, tradesPerGame: 1 }, { edge: 0.3 }])(
    'keeps the contract for the run %o',
    (options) => {
      const json = jsonOf(options);
      expect(runJsonSchema.parse(JSON.parse(JSON.stringify(json)))).toEqual(json);
    },
  );

  it('carries what a machine needs to judge a run', () => {
    const json = jsonOf({});
    expect(json.certificate).toEqual({ inputs: 'c0'.repeat(32), output: '5f'.repeat(32) });
    expect(json.funnel[0]).toEqual({
      action: 'enter',
      gate: 'live',
      reached: 412_877,
      passed: 184_230,
      blockedAlone: 3,
    });
    expect(json.costSensitivity.map((row) => row.cents)).toEqual([0, 1, 2, 3]);
    expect(json.dataset.from).toBe('2026-07-11T10:00:00.000Z');
    expect(json.seconds).toBe(3.84);
  });

  it('writes null, never Infinity, for a profit factor without a loss', () => {
    const json = jsonOf({ games: 5, tradesPerGame: 1, edge: 1 });
    expect(json.trades.losses).toBe(0);
    expect(json.trades.profitFactor).toBeNull();
  });

  it('is the contract that docs/json-contract.md prints, field by field', () => {
    const page = readFileSync(new URL('../../docs/json-contract.md', import.meta.url), 'utf8');
    const printed = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(printed).toEqual(contractRows());
  });
});
