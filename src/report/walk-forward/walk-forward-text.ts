import { formatSigned, plural } from '../format.js';
import { shortNames } from '../sweep/sweep-terminal.js';
import { painter, plainText } from '../terminal-colour.js';
import { table, wrap } from '../terminal-text.js';
import type { WalkForwardReport, WindowRow } from './build-walk-forward-report.js';

/** A ratio, or why there is none. */
export const ratioOf = (value: number | null): string => (value === null ? 'N/A' : value.toFixed(3));

/** What was chosen in a window, as text. */
export const chosenText = ({ chosen }: WindowRow, axes: readonly string[]): string =>
  chosen === null
    ? 'no trial traded'
    : shortNames(axes)
        .map((name, i) => `${name} ${chosen.values[i]}`)
        .join(', ');

/** The walk-forward as a screenful of text. */
export function walkForwardToText(
  report: WalkForwardReport,
  options: { readonly colour: boolean; readonly width: number },
): string {
  const paint = painter(options.colour);
  const width = Math.max(60, Math.min(options.width, 110));
  const { strategy, dataset, plan, windows, axes, stability, track } = report;
  const rows = windows.map((window) => [
    `${window.testFrom} to ${window.testTo}`,
    String(window.testGames),
    ratioOf(window.chosen?.trainSharpe ?? null),
    ratioOf(window.testSharpe),
    formatSigned(window.pnlUsd),
    chosenText(window, axes),
  ]);
  const kept = stability.map(({ axis, distinct, kept: same, values }) => [
    axis,
    String(distinct),
    `${same} of ${Math.max(0, values.length - 1)}`,
  ]);
  return [
    `${paint('bold', strategy)} on ${plainText(dataset.name)}: ${plan.kind}, ${plural(plan.trainDays, 'day')} learned, ${plural(plan.testDays, 'day')} tried, ${plural(plan.embargoDays, 'day')} between; ${plural(report.trialsPerWindow, 'trial')} a window`,
    [
      ...wrap(report.headline, width).map((line) => paint('bold', line)),
      ...wrap(report.conclusion, width),
    ].join('\n'),
    table(['test', 'games', 'Sharpe learned', 'Sharpe tried', 'net P&L, USD', 'chosen'], rows, {
      paint,
      text: 1,
      last: true,
    }),
    table(['setting', 'values chosen', 'kept from the window before'], kept, { paint, text: 1 }),
    track === null
      ? ''
      : `PSR ${track.probabilistic.toFixed(3)}, DSR ${track.deflated.toFixed(3)} with N ${track.trials}; ${track.minimumGames === null ? 'no track record is long enough' : `${plural(track.minimumGames, 'game')} are a minimum track record`}`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}
