import { describe, expect, it } from 'vitest';
import type { BacktestReport } from './backtest-report.js';
import { buildBacktestReport } from './build-backtest-report.js';
import { compareRuns } from './compare-runs.js';
import { comparisonToText } from './compare-terminal.js';
import { fixtureInput } from './fixture.testing.js';

const base = buildBacktestReport(fixtureInput());
const changed = (changes: Partial<BacktestReport>): BacktestReport => ({ ...base, ...changes });
const other = changed({
  runId: 'another-run',
  config: [
    ...base.config.slice(1),
    { key: 'strategy.name', value: 'ema-cross', origin: 'file' },
    { key: 'risk.only', value: '\u001b[31m7', origin: 'file' },
  ],
  funnel: base.funnel.map((row, i) => (i === 0 ? { ...row, passed: row.passed - 1 } : row)),
  money: { ...base.money, pnlUsd: 12.5 },
  certificate: { ...base.certificate, output: 'aa'.repeat(32) },
});

describe('runs side by side', () => {
  it('name the settings that differ and those that only one has', () => {
    expect(compareRuns([base, other]).settings).toEqual([
      { key: 'strategy.name', values: ['favourite-dip', 'ema-cross'] },
      { key: 'risk.only', values: [null, '\u001b[31m7'] },
    ]);
  });

  it('name the gates that let through another number, and no other', () => {
    const { reached, passed, action, gate } = base.funnel[0] ?? { reached: 0, passed: 0 };
    expect(compareRuns([base, other, base]).funnel).toEqual([
      { action, gate, counts: [passed, passed - 1, passed].map((each) => ({ reached, passed: each })) },
    ]);
  });

  it('give the totals of each, in the order asked for', () => {
    expect(compareRuns([other, base]).runs.map(({ runId, pnlUsd }) => [runId, pnlUsd])).toEqual([
      ['another-run', 12.5],
      [base.runId, base.money.pnlUsd],
    ]);
  });

  it('say when data, part of the data or version differ, and when nothing does', () => {
    const notes = (second: BacktestReport) => compareRuns([base, second]).notes.join(' ');
    expect(notes(base)).toBe('Every decision, order, fill and cash movement is the same.');
    expect(notes(other)).toBe('');
    expect(notes({ ...other, dataset: { ...base.dataset, manifestHash: 'other' } })).toContain(
      'different data',
    );
    expect(notes({ ...other, dataset: { ...base.dataset, to: null } })).toContain('different parts');
    expect(notes({ ...other, generatedWith: '9.9.9' })).toContain('different versions');
  });

  it('are a screenful that no name can drive', () => {
    const text = comparisonToText(compareRuns([base, other]), { colour: false });
    expect(text).toContain('+12.50');
    expect(text).toContain('ema-cross');
    expect(text).not.toContain('\u001b');
  });
});
