import { formatCount, formatDollars, formatPercent, formatSigned, plural } from '../format.js';
import { painter, plainText } from '../terminal-colour.js';
import { table, wrap } from '../terminal-text.js';
import type { SweepReport, SweepRow } from './build-sweep-report.js';
import { isFind, ratioText } from './sweep-words.js';

const SHOWN = 20;

/** The last words of each key that tell the axes apart: `entry.spreadMax` is `spreadMax` where no other axis ends so. */
export function shortNames(axes: readonly string[]): readonly string[] {
  const ends = (key: string, words: number): string => key.split('.').slice(-words).join('.');
  return axes.map((key) => {
    const length = key.split('.').length;
    for (let words = 1; words < length; words += 1) {
      const short = ends(key, words);
      if (axes.filter((other) => ends(other, words) === short).length === 1) return short;
    }
    return key;
  });
}

/** The sweep as a screenful of text. */
export function sweepToText(
  report: SweepReport,
  options: { readonly colour: boolean; readonly width: number },
): string {
  const paint = painter(options.colour);
  const width = Math.max(60, Math.min(options.width, 110));
  const shown = report.rows.slice(0, SHOWN);
  const rest = report.rows.length - shown.length;
  const head = [
    '',
    ...shortNames(report.axes),
    'Sharpe',
    'P&L USD',
    'fees USD',
    'drawdown',
    'games',
    'trades',
  ];
  return [
    `${paint('bold', plainText(report.strategy))} on ${plainText(report.dataset.name)}\n${paint('dim', `${report.search.method} search, ${plural(report.rows.length, 'trial')}`)}`,
    wrap(report.headline, width)
      .map((line) => paint('bold', paint(isFind(report) ? 'green' : 'yellow', line)))
      .join('\n'),
    report.conclusion.flatMap((text) => wrap(text, width)).join('\n'),
    table(
      head.map(plainText),
      shown.map((row) => cells(row)),
      { paint, text: 0 },
    ),
    ...(rest > 0 ? [paint('dim', `and ${plural(rest, 'more trial')}: --json, --csv or --out has all`)] : []),
  ].join('\n\n');
}

const cells = (row: SweepRow): readonly string[] => [
  String(row.rank),
  ...row.values.map((value) => plainText(String(value))),
  ratioText(row.sharpe),
  formatSigned(row.pnlUsd),
  formatDollars(row.feesUsd),
  formatPercent(row.drawdownShare),
  formatCount(row.games),
  formatCount(row.trades),
];
