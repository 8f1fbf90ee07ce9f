import type { BacktestReport } from '../backtest-report.js';
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
} from '../format.js';
import { type Markup, markup, NOTHING } from './markup.js';

/** A money figure as a reader expects it: with a true minus sign, coloured by its sign. */
export function tinted(value: number): Markup {
  const tone = value > 0 ? 'gain' : value < 0 ? 'loss' : 'muted';
  return markup`<span class="${tone}">${minus(formatSigned(value))}</span>`;
}

/** Hyphens before digits become minus signs, but for those inside words and dates. */
export const minus = (text: string): string => text.replaceAll(/(?<![\w.])-(?=\d)/g, '\u2212');

export function pageHeader(report: BacktestReport): Markup {
  const { strategy, dataset, counts } = report;
  const period =
    dataset.from === null || dataset.to === null
      ? ''
      : `${formatDay(dataset.from)} to ${formatDay(dataset.to)} UTC, `;
  return markup`<header><div><div class="name">${strategy.name} <span class="muted">${strategy.version}</span></div>
<div class="sub">${dataset.name} (${dataset.format}): ${period}${plural(counts.quotes, 'quote')}, ${plural(counts.markets, 'market')}, ${plural(counts.games, 'game')}</div></div>
<div class="brand">touchline ${report.generatedWith}, run <code>${report.runId}</code>, ${report.seconds.toFixed(1)} s</div></header>`;
}

export function verdictSection(report: BacktestReport): Markup {
  const { verdict, trades } = report;
  const tiles = trades.trades === 0 ? quietTiles(report) : resultTiles(report);
  return markup`<div class="verdict verdict-${verdict.kind}"><h1>${minus(verdict.headline)}</h1>
<p>${minus(verdict.conclusion)}</p><div class="tiles">${tiles}</div></div>`;
}

/** A figure and what it is. */
export const tile = (figure: Markup | string, label: string): Markup =>
  markup`<div class="tile"><b>${figure}</b><span>${minus(label)}</span></div>`;

function quietTiles({ counts }: BacktestReport): readonly Markup[] {
  return [
    tile(formatCount(counts.events), 'events replayed'),
    tile(formatCount(counts.decisions), 'decisions'),
    tile(formatCount(counts.orders), `orders, ${formatCount(counts.rejected)} rejected`),
    tile(formatCount(counts.fills), 'fills'),
  ];
}

function resultTiles({ money, perGame, trades, drawdown, counts }: BacktestReport): readonly Markup[] {
  const total = perGame.totalInterval;
  const mean = perGame.meanInterval;
  return [
    tile(
      markup`${tinted(money.pnlUsd)} USD`,
      `net P&L; 95 % ${total ? formatRange(total.low, total.high) : (perGame.missing ?? '')}`,
    ),
    tile(
      markup`${tinted(perGame.meanUsd ?? 0)} USD`,
      `a game; 95 % ${mean ? formatRange(mean.low, mean.high) : (perGame.missing ?? '')}`,
    ),
    tile(
      plural(perGame.games, 'game'),
      `${plural(trades.trades, 'trade')}, ${formatPercent(trades.winRate)} won`,
    ),
    tile(
      minus(formatPercent(trades.returnOnStake)),
      `return on ${formatDollars(trades.stakeUsd)} USD staked`,
    ),
    tile(
      formatNumber(trades.profitFactor, 3),
      `profit factor; mean win ${signedOrNone(trades.averageWinUsd)}, loss ${signedOrNone(trades.averageLossUsd)}`,
    ),
    tile(
      `${formatDollars(money.feesUsd)} USD`,
      `fees, ${formatPercent(trades.feeShare)} of turnover; ${formatSigned(money.grossPnlUsd)} before fees`,
    ),
    tile(
      `${formatDollars(drawdown.amountUsd)} USD`,
      `max drawdown, ${formatPercent(drawdown.share)} of peak; ${formatDuration(drawdown.longestUnderWaterSeconds * 1e6)} under water`,
    ),
    tile(
      formatCount(counts.unsettled),
      counts.unsettled === 0
        ? `unsettled; ${formatCount(counts.settled)} settled`
        : `unsettled, cost ${formatDollars(money.unsettledCostUsd)} USD, not in the result`,
    ),
  ];
}

const signedOrNone = (value: number | null): string => (value === null ? 'N/A' : formatSigned(value));

/** What must be read before the verdict. */
export const alarmSection = ({ alarms }: BacktestReport): Markup =>
  alarms.length === 0
    ? NOTHING
    : markup`<div class="alarm">${alarms.map((text) => markup`<p>${text}</p>`)}</div>`;

export function warningSection({ warnings }: BacktestReport): Markup {
  if (warnings.length === 0) return NOTHING;
  return markup`<section class="warnings"><h2>Read with care</h2><ul>${warnings.map(
    ({ text }) => markup`<li>${minus(text)}</li>`,
  )}</ul></section>`;
}

export function assumptionSection({ assumptions }: BacktestReport): Markup {
  const items =
    assumptions.length === 0
      ? markup`<li>The run recorded no assumption.</li>`
      : assumptions.map((text) => markup`<li>${text}</li>`);
  return markup`<section><h2>What was assumed</h2><ul>${items}</ul></section>`;
}
