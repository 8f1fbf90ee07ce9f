import type { BacktestReport, GameRow } from '../backtest-report.js';
import { type Bucket, bucketChart } from '../charts/bucket-chart.js';
import { costChart } from '../charts/cost-chart.js';
import { equityChart } from '../charts/equity-chart.js';
import { fillBracketChart } from '../charts/fill-bracket-chart.js';
import { gameChart } from '../charts/game-chart.js';
import { renderSvg } from '../charts/render-svg.js';
import { sportChart } from '../charts/sport-chart.js';
import { entryPriceBuckets, holdTimeBuckets } from '../charts/trade-buckets.js';
import {
  formatCount,
  formatDollars,
  formatDuration,
  formatNumber,
  formatPercent,
  formatTime,
  plural,
} from '../format.js';
import { type Markup, markup, NOTHING } from './markup.js';
import { themedSvg } from './themed-svg.js';
import { minus, tinted } from './verdict-section.js';

const WIDE = 880;
const NARROW = 400;
const GAMES_SHOWN = 10;

export async function equitySection(report: BacktestReport): Promise<Markup> {
  const { money, drawdown, equity } = report;
  if (equity.length < 2 || report.counts.fills === 0) return NOTHING;
  const svg = await renderSvg(
    equityChart(equity, {
      startingCashUsd: money.startingCashUsd,
      width: WIDE,
      gaps: report.coverage.gaps,
    }),
  );
  const trough = drawdown.troughAt === null ? '' : ` at ${formatTime(drawdown.troughAt)}`;
  const recovered =
    drawdown.recoveredAt === null
      ? 'not recovered by the end'
      : `recovered at ${formatTime(drawdown.recoveredAt)}`;
  const fall =
    drawdown.amountUsd === 0
      ? 'Equity never fell below its peak.'
      : `Deepest fall ${formatDollars(drawdown.amountUsd)} USD (${formatPercent(drawdown.share)} of its peak)${trough}, ${recovered}; below a peak for ${formatPercent(drawdown.underWaterShare)} of the time, ${formatDuration(drawdown.longestUnderWaterSeconds * 1e6)} at the longest.`;
  return markup`<section><h2>Equity</h2>
<p class="note">Cash and what open positions would bring at the best bid at that moment. Dashed: starting cash, ${formatDollars(money.startingCashUsd)} USD.${report.coverage.gaps.some(({ market }) => market === null) ? ' Shaded: no data.' : ''} ${fall}</p>
${themedSvg(svg, 'Equity and drawdown over time')}</section>`;
}

export async function gameSection(report: BacktestReport): Promise<Markup> {
  const { byGame, bySport, perGame } = report;
  if (byGame.length === 0) return NOTHING;
  const [games, sports] = await Promise.all([
    renderSvg(
      gameChart(
        byGame.map((row) => row.pnlUsd),
        perGame,
        { width: NARROW },
      ),
    ),
    renderSvg(sportChart(bySport, { width: 220 })),
  ]);
  const method = {
    'bootstrap-bca': 'BCa bootstrap, games drawn whole',
    'student-t': `Student's t with ${perGame.games - 1} degrees of freedom`,
    none: perGame.missing ?? '',
  }[perGame.method ?? 'none'];
  const sorted = [...byGame].sort((a, b) => a.pnlUsd - b.pnlUsd);
  const extremes =
    sorted.length <= 2 * GAMES_SHOWN
      ? sorted.toReversed()
      : [...sorted.slice(-5).toReversed(), ...sorted.slice(0, 5)];
  return markup`<section class="long"><h2>By game and by sport</h2>
<p class="note">The game is the unit of evidence: trades of one game share its luck. Interval: ${method}.</p>
<div class="pair"><div><h3>${plural(perGame.games, 'game')} by net P&amp;L</h3>${themedSvg(games, 'Games by net P&L')}</div>
<div><h3>Sports</h3>${themedSvg(sports, 'Net P&L by sport')}</div></div>
<h3>${sorted.length > 2 * GAMES_SHOWN ? 'Five best and five worst games' : 'Games, best first'}</h3>${gameTable(extremes)}
${sorted.length > 2 * GAMES_SHOWN ? markup`<details><summary>All ${formatCount(sorted.length)} games</summary>${gameTable(sorted.toReversed())}</details>` : null}</section>`;
}

const gameTable = (rows: readonly GameRow[]): Markup =>
  markup`<div class="scroll"><table><tr><th>game</th><th class="n">net P&amp;L, USD</th><th class="n">stake, USD</th><th class="n">fees, USD</th><th class="n">trades</th><th class="n">markets</th><th>sport</th><th>date</th></tr>${rows.map(
    (row) =>
      markup`<tr><td>${row.game}</td><td class="n">${tinted(row.pnlUsd)}</td><td class="n">${formatDollars(row.stakeUsd)}</td><td class="n">${formatDollars(row.feesUsd)}</td><td class="n">${row.trades}</td><td class="n">${row.markets}</td><td>${row.sport} <span class="muted">${row.league}</span></td><td class="t">${row.date}</td></tr>`,
  )}</table></div>`;

export async function costSection(report: BacktestReport): Promise<Markup> {
  const { costSensitivity, breakEvenCents, trades } = report;
  if (trades.trades === 0) return NOTHING;
  const svg = await renderSvg(costChart(costSensitivity, { width: WIDE - 40 }));
  const even =
    breakEvenCents === null
      ? 'There is no profit for costs to eat.'
      : `The profit is used up at ${formatNumber(breakEvenCents, 2)} cents a share on every fill.`;
  return markup`<section><h2>If every fill had been worse</h2>
<p class="note">Same decisions, each fill 0 to 3 cents a share worse; settlement costs nothing more. Band: 95 % interval by game. ${even}</p>
${themedSvg(svg, 'Net P&L against extra cost')}</section>`;
}

export async function bracketSection({ fillBracket }: BacktestReport): Promise<Markup> {
  if (fillBracket === null) return NOTHING;
  const { restingOrders, configured, rows } = fillBracket;
  if (restingOrders === 0) {
    return markup`<section><h2>If resting orders had stood elsewhere in the queue</h2>
<p class="note">No order rested in the book, so the fills do not hang on the queue model.</p></section>`;
  }
  return markup`<section><h2>If resting orders had stood elsewhere in the queue</h2>
<p class="note">The same run from the most to the least hopeful model; ${plural(restingOrders, 'order')} rested. Equity at the end less cash at the start.</p>
${themedSvg(await renderSvg(fillBracketChart(fillBracket, { width: 480 })), 'Equity change under each queue model')}
<div class="scroll"><table><tr><th>queue model</th><th class="n">fills</th><th class="n">fees, USD</th><th class="n">equity change, USD</th></tr>${rows.map(
    (row) =>
      markup`<tr><td>${row.queueModel}${row.queueModel === configured ? ' (this run)' : ''}</td><td class="n">${row.fills}</td><td class="n">${formatDollars(row.feesUsd)}</td><td class="n">${tinted(row.equityChangeUsd)}</td></tr>`,
  )}</table></div></section>`;
}

export async function shapeSection(report: BacktestReport): Promise<Markup> {
  const { trades, tradeRows } = report;
  if (trades.trades === 0) return NOTHING;
  const chart = async (buckets: readonly Bucket[], title: string): Promise<Markup> =>
    themedSvg(await renderSvg(bucketChart(buckets, { width: NARROW, title })), `Net P&L by ${title}`);
  const [price, hold] = await Promise.all([
    chart(entryPriceBuckets(tradeRows), 'entry price of the side held, cents'),
    chart(holdTimeBuckets(tradeRows), 'time held'),
  ]);
  return markup`<section><h2>What the trades have in common</h2>
<p class="note">Sums over trades, without intervals: a look, no evidence. Median time held ${formatDuration(trades.medianHoldSeconds === null ? null : trades.medianHoldSeconds * 1e6)}; longest run of wins ${trades.longestWinStreak}, of losses ${trades.longestLossStreak}.</p>
<div class="pair"><div><h3>Net P&amp;L by entry price</h3>${price}</div><div><h3>Net P&amp;L by time held</h3>${hold}</div></div></section>`;
}

export function feeSection({ money, trades, counts }: BacktestReport): Markup {
  if (counts.fills === 0) return NOTHING;
  const rows: readonly [string, string][] = [
    ['Fees paid', `${formatDollars(money.feesUsd)} USD on ${plural(counts.fills, 'fill')}`],
    ['Turnover in fills', `${formatDollars(trades.turnoverUsd)} USD`],
    ['Fees as a share of turnover', formatPercent(trades.feeShare)],
    ['P&L before fees', `${minus(formatDollars(money.grossPnlUsd))} USD`],
    ['P&L after fees', `${minus(formatDollars(money.pnlUsd))} USD`],
    [
      'Cash at the start and at the end',
      `${formatDollars(money.startingCashUsd)} and ${minus(formatDollars(money.cashUsd))} USD`,
    ],
    ['Equity at the end, open positions at their bid', `${minus(formatDollars(money.equityUsd))} USD`],
  ];
  return markup`<section><h2>Fees and money</h2><table>${rows.map(
    ([name, value]) => markup`<tr><td>${name}</td><td class="n">${value}</td></tr>`,
  )}</table></section>`;
}
