import type { RunComparison, RunTotals } from './compare-runs.js';
import { formatCount, formatDollars, formatPercent, formatRange, formatSigned } from './format.js';
import { type Paint, painter, plainText } from './terminal-colour.js';
import { table } from './terminal-text.js';

const ID_LENGTH = 8;

const TOTALS: readonly (readonly [name: string, of: (run: RunTotals) => string])[] = [
  ['strategy', ({ strategy }) => plainText(strategy)],
  ['dataset', ({ dataset }) => plainText(dataset)],
  ['net P&L USD', ({ pnlUsd }) => formatSigned(pnlUsd)],
  ['before fees USD', ({ grossPnlUsd }) => formatSigned(grossPnlUsd)],
  ['fees USD', ({ feesUsd }) => formatDollars(feesUsd)],
  ['games', ({ games }) => formatCount(games)],
  ['a game USD', ({ perGameUsd }) => (perGameUsd === null ? 'N/A' : formatSigned(perGameUsd))],
  ['95 % by game', ({ interval }) => (interval === null ? 'N/A' : formatRange(interval.low, interval.high))],
  ['trades', ({ trades }) => formatCount(trades)],
  ['won', ({ winRate }) => formatPercent(winRate)],
  ['drawdown USD', ({ drawdownUsd }) => formatDollars(drawdownUsd)],
  ['without outcome', ({ unsettled }) => formatCount(unsettled)],
];

/** Runs side by side as a screenful of text. */
export function comparisonToText(comparison: RunComparison, options: { readonly colour: boolean }): string {
  const paint = painter(options.colour);
  const { runs, notes } = comparison;
  const head = ['', ...runs.map(({ runId }) => runId.slice(0, ID_LENGTH))];
  const totals = TOTALS.map(([name, of]) => [name, ...runs.map(of)]);
  return [
    ...notes.map((note) => `${paint('yellow', '!')} ${note}`),
    table(head, totals, { paint, text: 1 }),
    settingsText(comparison, head, paint),
    funnelText(comparison, head, paint),
  ].join('\n\n');
}

function settingsText({ settings }: RunComparison, head: readonly string[], paint: Paint): string {
  const rows = settings.map(({ key, values }) => [key, ...values.map((value) => value ?? '')].map(plainText));
  const title = paint('bold', 'Settings that differ');
  return rows.length === 0 ? `${title}: none` : `${title}\n${table(head, rows, { paint, text: 1 })}`;
}

function funnelText({ funnel }: RunComparison, head: readonly string[], paint: Paint): string {
  const rows = funnel.map(({ action, gate, counts }) => [
    `${action}: ${plainText(gate)}`,
    ...counts.map((count) =>
      count === null ? '' : `${formatCount(count.passed)} of ${formatCount(count.reached)}`,
    ),
  ]);
  const title = paint('bold', 'Gates that differ, passed of reached');
  return rows.length === 0 ? `${title}: none` : `${title}\n${table(head, rows, { paint, text: 1 })}`;
}
