import { linesChart } from '../charts/lines-chart.js';
import { renderSvg } from '../charts/render-svg.js';
import { formatRange, formatSigned, plural } from '../format.js';
import { type Markup, markup, NOTHING, trusted } from '../html/markup.js';
import { PAGE_STYLE } from '../html/page-style.js';
import { themedSvg } from '../html/themed-svg.js';
import { minus, tinted } from '../html/verdict-section.js';
import type { WalkForwardReport } from './build-walk-forward-report.js';
import { chosenText, ratioOf } from './walk-forward-text.js';

/** The walk-forward as one HTML file: no script, no request; every name is escaped. */
export async function walkForwardToHtml(report: WalkForwardReport): Promise<string> {
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Walk-forward of ${report.strategy}: ${report.headline}</title><style>${trusted(PAGE_STYLE)}</style></head>
<body><main>${header(report)}${verdict(report)}${await curveSection(report)}${windowSection(report)}${stabilitySection(report)}${provenance(report)}</main></body></html>
`;
  return page.text;
}

const header = ({ strategy, dataset, plan, windows, generatedWith }: WalkForwardReport): Markup =>
  markup`<header><div><div class="name">Walk-forward of ${strategy} on ${dataset.name}</div>
<div class="sub">${plan.kind}, ${plural(windows.length, 'window')}: ${plural(plan.trainDays, 'day')} learned, ${plural(plan.testDays, 'day')} tried, ${plural(plan.embargoDays, 'day')} between</div></div>
<div class="brand">touchline ${generatedWith}</div></header>`;

function verdict({ headline, conclusion, outOfSample, track, carried }: WalkForwardReport): Markup {
  const { totalInterval } = outOfSample;
  const tiles: readonly (readonly [string, string])[] = [
    [
      formatSigned(outOfSample.totalUsd),
      totalInterval ? `USD; 95 % ${formatRange(totalInterval.low, totalInterval.high)}` : 'USD',
    ],
    [ratioOf(carried?.train ?? null), 'mean Sharpe ratio where it was chosen'],
    [ratioOf(carried?.test ?? null), 'mean Sharpe ratio where it was tried'],
    [ratioOf(track?.deflated ?? null), track === null ? 'DSR' : `DSR with N ${track.trials}`],
  ];
  const good = totalInterval !== null && totalInterval.low > 0;
  return markup`<div class="verdict${good ? ' verdict-profit' : ''}"><h1>${headline}</h1><p>${minus(conclusion)}</p>
<div class="tiles">${tiles.map(([figure, label]) => markup`<div class="tile"><b>${minus(figure)}</b><span>${minus(label)}</span></div>`)}</div></div>`;
}

async function curveSection({ curve }: WalkForwardReport): Promise<Markup> {
  if (curve.length < 2) return NOTHING;
  const points = curve.map(({ game, usd }) => ({ x: game, y: usd }));
  const svg = await renderSvg(
    linesChart([{ name: 'out of sample', points }], {
      width: 840,
      x: { title: 'games of the tests, in time order', format: 'd' },
      y: { title: 'net P&L, USD', format: ',.0f' },
      level: 0,
    }),
  );
  return markup`<section><h2>Out of sample</h2><p class="note">Net P&amp;L summed over the games of all tests. Each window begins with fresh cash and with what its own training chose.</p>${themedSvg(svg, 'Net P&L out of sample')}</section>`;
}

function windowSection({ windows, axes }: WalkForwardReport): Markup {
  const rows = windows.map(
    (window) =>
      markup`<tr><td class="t">${window.trainFrom} to ${window.trainTo}</td><td class="n">${String(window.trainGames)}</td><td class="n">${String(window.purged)}</td><td class="t">${window.testFrom} to ${window.testTo}</td><td class="n">${String(window.testGames)}</td><td class="n">${minus(ratioOf(window.chosen?.trainSharpe ?? null))}</td><td class="n">${minus(ratioOf(window.chosen?.medianSharpe ?? null))}</td><td class="n">${minus(ratioOf(window.testSharpe))}</td><td class="n">${tinted(window.pnlUsd)}</td><td>${chosenText(window, axes)}</td></tr>`,
  );
  return markup`<section><h2>The windows</h2><p class="note">Sharpe ratios of the return a game, not annualised. Purged: games of the training that were not settled when the test began.</p><div class="scroll"><table><tr><th>learned</th><th class="n">games</th><th class="n">purged</th><th>tried</th><th class="n">games</th><th class="n">Sharpe learned</th><th class="n">median trial</th><th class="n">Sharpe tried</th><th class="n">P&amp;L USD</th><th>chosen</th></tr>${rows}</table></div></section>`;
}

function stabilitySection({ stability }: WalkForwardReport): Markup {
  const rows = stability.map(
    ({ axis, values, distinct, kept }) =>
      markup`<tr><td><code>${axis}</code></td><td class="n">${String(distinct)}</td><td class="n">${kept} of ${Math.max(0, values.length - 1)}</td><td>${values.map(String).join(', ')}</td></tr>`,
  );
  return markup`<section><h2>Is the choice stable?</h2><p class="note">What each window chose. Settings that jump about are chosen by luck.</p><div class="scroll"><table><tr><th>setting</th><th class="n">values chosen</th><th class="n">kept from the window before</th><th>in order</th></tr>${rows}</table></div></section>`;
}

const provenance = ({ file, dataset, trialsPerWindow, ledgerTrials }: WalkForwardReport): Markup =>
  markup`<section><h2>Where this comes from</h2><table><tr><td>File</td><td><code>${file}</code></td></tr><tr><td>Dataset</td><td><code>${dataset.manifestHash}</code></td></tr><tr><td>Trials a window</td><td class="n">${String(trialsPerWindow)}</td></tr><tr><td>Trials in the ledger</td><td class="n">${String(ledgerTrials)}</td></tr></table></section>`;
