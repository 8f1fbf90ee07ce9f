import { heatChart } from '../charts/heat-chart.js';
import { renderSvg } from '../charts/render-svg.js';
import { formatCount, formatDollars, formatPercent, plural } from '../format.js';
import { type Markup, markup, NOTHING, trusted } from '../html/markup.js';
import { PAGE_STYLE } from '../html/page-style.js';
import { themedSvg } from '../html/themed-svg.js';
import { minus, tinted } from '../html/verdict-section.js';
import type { SweepReport, SweepRow } from './build-sweep-report.js';
import { shortNames } from './sweep-terminal.js';
import { isFind, ratioText } from './sweep-words.js';

/** The sweep as one HTML file: no script, no request; every name is escaped. */
export async function sweepToHtml(report: SweepReport): Promise<string> {
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Sweep of ${report.strategy}: ${report.headline}</title><style>${trusted(PAGE_STYLE)}</style></head>
<body><main>${header(report)}${verdict(report)}${await heatSection(report)}${tableSection(report)}${provenance(report)}</main></body></html>
`;
  return page.text;
}

const header = ({ strategy, dataset, search, rows, generatedWith }: SweepReport): Markup =>
  markup`<header><div><div class="name">Sweep of ${strategy} on ${dataset.name}</div>
<div class="sub">${search.method} search, ${plural(rows.length, 'trial')}</div></div>
<div class="brand">touchline ${generatedWith}</div></header>`;

function verdict(report: SweepReport): Markup {
  const { deflated, overfitting, stability, rows } = report;
  const tiles: readonly (readonly [string, string])[] = [
    [ratioText(rows[0]?.sharpe ?? null), 'Sharpe ratio a game of the best'],
    'value' in deflated
      ? [
          deflated.value.probability.toFixed(2),
          `DSR; the best of ${formatCount(report.ledgerTrials)} shows ${ratioText(deflated.value.luckySharpe)} by luck`,
        ]
      : ['N/A', `DSR: ${deflated.missing}`],
    'value' in overfitting
      ? [overfitting.value.probability.toFixed(2), 'PBO; 0.5 is choosing blindly']
      : ['N/A', `PBO: ${overfitting.missing}`],
    'value' in stability
      ? [
          ratioText(stability.value.medianSharpe),
          `median Sharpe ratio of the ${stability.value.neighbours} nearest`,
        ]
      : ['N/A', `stability: ${stability.missing}`],
  ];
  return markup`<div class="verdict${isFind(report) ? ' verdict-profit' : ''}"><h1>${report.headline}</h1>${report.conclusion.map((text) => markup`<p>${minus(text)}</p>`)}
<div class="tiles">${tiles.map(([figure, label]) => markup`<div class="tile"><b>${minus(figure)}</b><span>${label}</span></div>`)}</div></div>`;
}

async function heatSection({ heat, axes }: SweepReport): Promise<Markup> {
  if (heat === null) return NOTHING;
  const svg = await renderSvg(heatChart(heat, shortNames([heat.x, heat.y])));
  const others = axes.length > 2 ? ' The other axes are averaged out.' : '';
  return markup`<section><h2>Two axes</h2><p class="note">Mean Sharpe ratio a game of the trials in each cell.${others} A broad region of one colour can be trusted further than one cell.</p>${themedSvg(svg, 'Heat map of the mean Sharpe ratio')}</section>`;
}

function tableSection({ axes, rows }: SweepReport): Markup {
  const columns = ['Sharpe', 'P&L USD', 'fees USD', 'drawdown', 'games', 'trades', 'open'];
  const heads = [...shortNames(axes), ...columns].map((name) => markup`<th class="n">${name}</th>`);
  return markup`<section class="long"><h2>All trials, best first</h2><p class="note">Sharpe ratio of the return a game, not annualised. Open: markets held at the end that have no outcome; they are no part of the P&amp;L.</p><div class="scroll"><table><tr><th class="n"></th>${heads}<th>settings</th></tr>${rows.map(tableRow)}</table></div></section>`;
}

function tableRow(row: SweepRow): Markup {
  const cells: readonly (Markup | string)[] = [
    String(row.rank),
    ...row.values.map(String),
    minus(ratioText(row.sharpe)),
    tinted(row.pnlUsd),
    formatDollars(row.feesUsd),
    formatPercent(row.drawdownShare),
    formatCount(row.games),
    formatCount(row.trades),
    formatCount(row.unsettled),
  ];
  return markup`<tr>${cells.map((cell) => markup`<td class="n">${cell}</td>`)}<td class="t"><code>${row.configHash.slice(0, 8)}</code></td></tr>`;
}

function provenance({ file, dataset, axes, games, days }: SweepReport): Markup {
  const rows: readonly (readonly [string, string])[] = [
    ['Sweep file', file],
    ['Dataset', dataset.name],
    ['Manifest, SHA-256', dataset.manifestHash],
    ['Axes', axes.join(', ')],
    ['Judged on', `${plural(games, 'game')} of ${plural(days, 'day')}`],
  ];
  return markup`<section><h2>Where this comes from</h2><table>${rows.map(([name, value]) => markup`<tr><td>${name}</td><td><code>${value}</code></td></tr>`)}</table></section>`;
}
