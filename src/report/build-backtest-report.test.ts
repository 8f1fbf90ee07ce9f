import { describe, expect, it } from 'vitest';
import { usd } from '../engine/units.js';
import { buildBacktestReport } from './build-backtest-report.js';
import { fixtureInput } from './fixture.testing.js';

describe('buildBacktestReport', () => {
  it('keeps cash, result and open positions apart and in balance to the micro-dollar', () => {
    const { money, counts } = buildBacktestReport(fixtureInput({ unsettled: 5 }));
    const micro = (dollars: number): number => Math.round(dollars * 1e6);
    expect(counts.unsettled).toBe(5);
    expect(money.unsettledCostUsd).toBeGreaterThan(0);
    expect(micro(money.cashUsd)).toBe(
      micro(money.startingCashUsd) + micro(money.pnlUsd) + micro(money.unsettledCashFlowUsd),
    );
  });

  it('refuses a run whose round trips and cash do not agree', () => {
    const input = fixtureInput();
    const result = { ...input.result, cash: usd(input.result.cash + 1) };
    expect(() => buildBacktestReport({ ...input, result })).toThrow(/do not agree/);
  });

  it('leaves open positions out of the result, the games and the win rate', () => {
    const open = buildBacktestReport(fixtureInput({ games: 10, tradesPerGame: 1, unsettled: 4 }));
    expect(open.perGame.games).toBe(6);
    expect(open.trades.trades).toBe(6);
    expect(open.tradeRows).toHaveLength(10);
    expect(open.tradeRows.filter((row) => row.pnlUsd === null)).toHaveLength(4);
  });

  it('gives no interval for three games and says why', () => {
    const report = buildBacktestReport(fixtureInput({ games: 3 }));
    expect(report.perGame.totalInterval).toBeNull();
    expect(report.perGame.missing).toBe('N/A: 3 games');
    expect(report.verdict.kind).toBe('too-few-games');
    expect(report.verdict.conclusion).toContain('3 games');
  });

  it('uses Student below 40 games and the bootstrap from there', () => {
    expect(buildBacktestReport(fixtureInput({ games: 39 })).perGame.method).toBe('student-t');
    expect(buildBacktestReport(fixtureInput({ games: 40 })).perGame.method).toBe('bootstrap-bca');
  });

  it('finds a planted edge and does not find one that is not there', () => {
    const rich = buildBacktestReport(fixtureInput({ games: 200, edge: 0.25 }));
    expect(rich.verdict.kind).toBe('profit');
    const fair = buildBacktestReport(fixtureInput({ games: 200, edge: 0 }));
    expect(['no-evidence', 'loss']).toContain(fair.verdict.kind);
  });

  it('takes one cent a share off for every share filled, and nothing for settlement', () => {
    const input = fixtureInput();
    const report = buildBacktestReport(input);
    const shares = input.result.fills.reduce((sum, fill) => sum + fill.size, 0) / 1e6;
    const [free, cent, , three] = report.costSensitivity;
    expect(free?.totalUsd).toBe(report.money.pnlUsd);
    expect(cent?.totalUsd).toBeCloseTo(report.money.pnlUsd - shares * 0.01, 6);
    expect(three?.totalUsd).toBeCloseTo(report.money.pnlUsd - shares * 0.03, 6);
  });

  it('says which gate let nothing through when it did not trade', () => {
    const report = buildBacktestReport(fixtureInput({ trades: false }));
    expect(report.verdict).toMatchObject({ kind: 'no-trades', headline: 'Did not trade.' });
    expect(report.verdict.conclusion).toContain('stop at dip: 0 of the 88,702');
    expect(report.decisions[0]?.why).toBe('Near miss: only dip said no');
  });

  it('warns of inferred labels, open positions, gaps and few games', () => {
    const codes = buildBacktestReport(fixtureInput({ games: 8, inferred: true, unsettled: 1 })).warnings.map(
      (warning) => warning.code,
    );
    expect(codes).toEqual(
      expect.arrayContaining([
        'notice',
        'made-up-games',
        'inferred-labels',
        'unsettled',
        'few-games',
        'gaps',
        'missing-markets',
      ]),
    );
  });

  it('says why orders were rejected, the commonest reason first and without the figures of each', () => {
    const input = fixtureInput();
    const filled = input.result.fills[0]?.order;
    if (filled === undefined) throw new Error('the fixture has no fill');
    const reasons = ['cash: 1 against 2', 'market resolved', 'cash: 3 against 4'];
    const orders = reasons.map((reason) => ({ ...filled, state: 'rejected' as const, reason }));
    const counts = { ...input.result.counts, orders: 4, rejected: 3 };
    const report = buildBacktestReport({ ...input, result: { ...input.result, orders, counts } });
    expect(report.warnings.find((warning) => warning.code === 'rejected')?.text).toBe(
      '3 of 4 orders were rejected (75.0 %): cash 2, market resolved 1.',
    );
  });

  it('splits the result by game and by sport without losing a cent', () => {
    const report = buildBacktestReport(fixtureInput());
    const total = (rows: readonly number[]): number => rows.reduce((sum, value) => sum + value, 0);
    expect(total(report.byGame.map((row) => row.pnlUsd))).toBeCloseTo(report.money.pnlUsd, 6);
    expect(total(report.bySport.map((row) => row.totalUsd))).toBeCloseTo(report.money.pnlUsd, 6);
  });

  it('joins round trips with their own fills', () => {
    const input = fixtureInput();
    const report = buildBacktestReport(input);
    for (const row of report.tradeRows) {
      expect(row.entryPrice * row.shares).toBeCloseTo(row.stakeUsd, 4);
      expect((row.exitPrice ?? 0) * row.shares - row.stakeUsd - row.feesUsd).toBeCloseTo(row.pnlUsd ?? 0, 4);
    }
  });
});
