import type { BacktestReport } from '../backtest-report.js';
import { markOutChart } from '../charts/mark-out-chart.js';
import { renderSvg } from '../charts/render-svg.js';
import { statisticsRows } from '../statistics-rows.js';
import { type Markup, markup, NOTHING } from './markup.js';
import { themedSvg } from './themed-svg.js';
import { minus } from './verdict-section.js';

const WIDE = 840;

/** What the fills were worth, and how far the result can be trusted. */
export async function statisticsSection({ statistics, counts }: BacktestReport): Promise<Markup> {
  if (statistics === null || counts.fills === 0) return NOTHING;
  const points = statistics.markOuts.map(({ horizon, liquidity, meanCents, interval }) => ({
    horizon,
    liquidity,
    meanCents,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  }));
  const curve =
    points.length === 0
      ? NOTHING
      : themedSvg(await renderSvg(markOutChart(points, { width: WIDE })), 'Mark-out curve');
  const rows = statisticsRows(statistics);
  const marks = rows.filter(({ name }) => name.startsWith('mark-out'));
  const others = rows.filter(({ name }) => !name.startsWith('mark-out'));
  const table = (of: typeof rows): Markup =>
    markup`<table>${of.map((row) => markup`<tr><td>${row.name}</td><td class="n">${minus(row.value)}</td><td class="muted">${minus(row.more)}</td></tr>`)}</table>`;
  return markup`<section><h2>What the fills were worth</h2>
<p class="note">How far the market's mid went the way of each fill, cents a share, fees apart. Bars: 95 % interval by game. Below 0 at once is the spread that was paid; what comes after it is what the fill knew, or what others knew better.</p>
${curve}${marks.length === 0 ? NOTHING : table(marks)}</section>
<section><h2>How far this can be trusted</h2>
<p class="note">Games are the evidence throughout. Nothing is annualised.</p>${table(others)}</section>`;
}
