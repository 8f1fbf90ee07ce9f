import type { FunnelRow } from '../engine/run-result.js';
import type { BacktestReport } from './backtest-report.js';
import {
  formatCount,
  formatDay,
  formatDollars,
  formatDuration,
  formatNumber,
  formatPercent,
  formatRange,
  formatSigned,
  plural,
} from './format.js';
import { statisticsRows } from './statistics-rows.js';
import { type Paint, painter, plainText } from './terminal-colour.js';
import { table, wrap } from './terminal-text.js';
import { perGameText, type VerdictKind } from './verdict.js';

interface TerminalOptions {
  readonly colour: boolean;
  /** Columns; text is wrapped to it. */
  readonly width: number;
}

const VERDICT_STYLE: Readonly<Record<VerdictKind, 'green' | 'red' | 'yellow'>> = {
  profit: 'green',
  loss: 'red',
  'no-evidence': 'yellow',
  'no-trades': 'yellow',
  'too-few-games': 'yellow',
  'unsettled-only': 'yellow',
};

/** The report as a screenful of text, ending in a line break. */
export function renderTerminal(report: BacktestReport, options: TerminalOptions): string {
  const paint = painter(options.colour);
  const width = Math.max(60, Math.min(options.width, 110));
  const blocks = [
    alarmBlock(report, { paint, width }),
    heading(report, paint),
    verdictBlock(report, { paint, width }),
    listBlock(
      'Read with care',
      report.warnings.map(({ text }) => text),
      { paint, width, mark: paint('yellow', '!') },
    ),
    listBlock('Assumed', report.assumptions, { paint, width, mark: paint('dim', '-') }),
    funnelBlock(report, paint),
    figuresBlock(report, paint),
    sportBlock(report, paint),
    costBlock(report, paint),
    bracketBlock(report, paint),
    statisticsBlock(report, { paint, width }),
    certificate(report, paint),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const alarmBlock = (
  { alarms }: BacktestReport,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string =>
  alarms
    .flatMap((text) => wrap(text, width))
    .map((line) => paint('red', line))
    .join('\n');

function heading({ strategy, dataset, counts, runId, seconds }: BacktestReport, paint: Paint): string {
  const period =
    dataset.from === null || dataset.to === null
      ? ''
      : `, ${formatDay(dataset.from)} to ${formatDay(dataset.to)} UTC`;
  const name = paint('bold', `${strategy.name} ${strategy.version}`);
  const size = `${plural(counts.quotes, 'quote')}, ${plural(counts.markets, 'market')}, ${plural(counts.games, 'game')}`;
  return `${name} on ${plainText(dataset.name)}${period}\n${paint('dim', `${size} in ${seconds.toFixed(1)} s; run ${runId}`)}`;
}

function verdictBlock(
  { verdict }: BacktestReport,
  { paint, width }: { paint: Paint; width: number },
): string {
  const style = VERDICT_STYLE[verdict.kind];
  const headline = wrap(verdict.headline, width).map((line) => paint('bold', paint(style, line)));
  return [...headline, ...wrap(verdict.conclusion, width)].join('\n');
}

function listBlock(
  title: string,
  lines: readonly string[],
  { paint, width, mark }: { readonly paint: Paint; readonly width: number; readonly mark: string },
): string {
  if (lines.length === 0) return '';
  const items = lines.flatMap((text) =>
    wrap(text, width - 4).map((line, i) => (i === 0 ? `  ${mark} ${line}` : `    ${line}`)),
  );
  return [paint('bold', title), ...items].join('\n');
}

function funnelBlock({ funnel }: BacktestReport, paint: Paint): string {
  const gates = funnel.filter((row) => row.action !== 'exit');
  const rules = funnel.filter((row) => row.action === 'exit');
  const gateHead = ['gate funnel', 'gate', 'reached', 'passed', '', 'blocked alone'];
  const ruleHead = ['exit rules', 'rule', 'looks', 'fired', '', 'fired alone'];
  return [
    gates.length === 0
      ? ''
      : table(
          gateHead,
          gates.map((row) => funnelLine(row, paint)),
          { paint, text: 2 },
        ),
    rules.length === 0
      ? ''
      : table(
          ruleHead,
          rules.map((row) => funnelLine(row, paint)),
          { paint, text: 2 },
        ),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function funnelLine(
  { action, gate, reached, passed, blockedAlone }: FunnelRow,
  paint: Paint,
): readonly string[] {
  const dry = action !== 'exit' && reached > 0 && passed === 0;
  return [
    action,
    dry ? paint('red', plainText(gate)) : plainText(gate),
    formatCount(reached),
    formatCount(passed),
    reached === 0 ? '' : formatPercent(passed / reached),
    formatCount(blockedAlone),
  ];
}

function figuresBlock(report: BacktestReport, paint: Paint): string {
  const { money, trades, perGame, drawdown } = report;
  if (trades.trades === 0) return '';
  const total = perGame.totalInterval;
  const rows = [
    [
      'net P&L, USD',
      tinted(money.pnlUsd, paint),
      total ? formatRange(total.low, total.high) : (perGame.missing ?? ''),
    ],
    ['a game, USD', perGameText(perGame), plural(perGame.games, 'game')],
    [
      'trades',
      formatCount(trades.trades),
      `${formatPercent(trades.winRate)} won, profit factor ${formatNumber(trades.profitFactor, 3)}`,
    ],
    ['return on stake', formatPercent(trades.returnOnStake), `${formatDollars(trades.stakeUsd)} USD staked`],
    [
      'fees, USD',
      formatDollars(money.feesUsd),
      `${formatPercent(trades.feeShare)} of turnover; P&L before fees ${formatSigned(money.grossPnlUsd)}`,
    ],
    [
      'max drawdown, USD',
      formatDollars(drawdown.amountUsd),
      `${formatPercent(drawdown.share)} of the peak, ${formatDuration(drawdown.longestUnderWaterSeconds * 1e6)} under water`,
    ],
  ];
  return table(['result', '', '95 % interval and more'], rows, { paint, text: 1, last: true });
}

function sportBlock({ bySport }: BacktestReport, paint: Paint): string {
  if (bySport.length < 2) return '';
  const rows = bySport.map((row) => [
    plainText(row.sport),
    formatCount(row.games),
    formatCount(row.trades),
    tinted(row.totalUsd, paint),
    row.totalInterval ? formatRange(row.totalInterval.low, row.totalInterval.high) : (row.missing ?? ''),
  ]);
  return table(['sport', 'games', 'trades', 'net P&L, USD', '95 % interval'], rows, { paint, text: 1 });
}

function costBlock({ costSensitivity, trades }: BacktestReport, paint: Paint): string {
  if (trades.trades === 0) return '';
  const rows = costSensitivity.map((row) => [
    plural(row.cents, 'cent'),
    tinted(row.totalUsd, paint),
    row.totalInterval ? formatRange(row.totalInterval.low, row.totalInterval.high) : (row.missing ?? ''),
  ]);
  return table(['each fill worse by', 'net P&L, USD', '95 % interval'], rows, { paint, text: 1 });
}

function bracketBlock({ fillBracket }: BacktestReport, paint: Paint): string {
  if (fillBracket === null || fillBracket.restingOrders === 0) return '';
  const rows = fillBracket.rows.map((row) => [
    row.queueModel === fillBracket.configured ? `${row.queueModel} (this run)` : row.queueModel,
    formatCount(row.fills),
    tinted(row.equityChangeUsd, paint),
  ]);
  return table(['resting orders stand', 'fills', 'equity change, USD'], rows, { paint, text: 1 });
}

/** Horizons that the page has and the screen leaves out, as it does the periods of a game. */
const DETAIL: readonly string[] = ['1 min', '15 min', '60 min'];

function statisticsBlock(
  { statistics, counts }: BacktestReport,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string {
  if (statistics === null || counts.fills === 0) return '';
  const told = {
    ...statistics,
    markOuts: statistics.markOuts.filter(({ horizon }) => !DETAIL.includes(horizon)),
    skill: statistics.skill.filter(({ period }) => period === null),
  };
  const rows = statisticsRows(told).flatMap(({ name, value, more }) => {
    const [first = '', ...rest] = wrap(more, Math.max(24, width - 44));
    return [[name, value, first], ...rest.map((line) => ['', '', line])];
  });
  return table(['how far to trust it', '', ''], rows, { paint, text: 1, last: true });
}

const certificate = ({ certificate: { inputs, output } }: BacktestReport, paint: Paint): string =>
  paint('dim', `certificate  inputs ${inputs.slice(0, 16)}  output ${output.slice(0, 16)}`);

const tinted = (value: number, paint: Paint): string => {
  const text = formatSigned(value);
  return value === 0 ? text : paint(value > 0 ? 'green' : 'red', text);
};
