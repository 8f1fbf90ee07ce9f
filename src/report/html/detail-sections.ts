import type { FactorScore, GateVerdict, SizingStep } from '../../engine/gate-sheet.js';
import type { BacktestReport } from '../backtest-report.js';
import type { DecisionSample } from '../decision-samples.js';
import { formatCount, formatDollars, formatDuration, formatNumber, formatTime, plural } from '../format.js';
import type { TradeRow } from '../trade-rows.js';
import { type Markup, markup, NOTHING } from './markup.js';
import { minus, tinted } from './verdict-section.js';

const TRADES_SHOWN = 12;
/** More rows than this make a page that browsers struggle with; the rest is in the store. */
const TRADES_LIMIT = 5_000;
const ROWS_LIMIT = 200;

export function tradeSection({ tradeRows }: BacktestReport): Markup {
  if (tradeRows.length === 0) return NOTHING;
  const rest = tradeRows.slice(TRADES_SHOWN, TRADES_LIMIT);
  const cut = tradeRows.length - TRADES_SHOWN - rest.length;
  const more =
    rest.length === 0
      ? NOTHING
      : markup`<details><summary>${plural(rest.length, 'more trade')}</summary>${tradeTable(rest)}</details>`;
  const left =
    cut > 0
      ? markup`<p class="note">${plural(cut, 'later trade')} left out of this page to keep it small.</p>`
      : null;
  return markup`<section class="long"><h2>Trades</h2>
<p class="note">In the order of opening; times in UTC, prices in dollars a share of the side held.</p>
${tradeTable(tradeRows.slice(0, TRADES_SHOWN))}${more}${left}</section>`;
}

const tradeTable = (rows: readonly TradeRow[]): Markup =>
  markup`<div class="scroll"><table><tr><th>opened</th><th>market</th><th>side</th><th class="n">shares</th><th class="n">in</th><th class="n">out</th><th>held, closed by</th><th class="n">fees</th><th class="n">net P&amp;L</th></tr>${rows.map(tradeLine)}</table></div>`;

const tradeLine = (row: TradeRow): Markup =>
  markup`<tr><td class="t">${formatTime(row.openedAt)}</td><td title="${row.question}">${row.market}</td><td>${row.side}</td><td class="n">${formatNumber(row.shares)}</td><td class="n">${row.entryPrice.toFixed(3)}</td><td class="n">${row.exitPrice === null ? 'open' : row.exitPrice.toFixed(3)}</td><td>${formatDuration(row.closedAt - row.openedAt)}, ${row.closedBy}</td><td class="n">${formatDollars(row.feesUsd)}</td><td class="n">${row.pnlUsd === null ? 'open' : tinted(row.pnlUsd)}</td></tr>`;

export function decisionSection({ decisions }: BacktestReport): Markup {
  if (decisions.length === 0) return NOTHING;
  return markup`<section class="long"><h2>A few decisions, step by step</h2>
<p class="note">Every gate with what it saw and what it wanted; open one to see why.</p>
${decisions.map((sample, i) => decisionCard(sample, i === 0))}</section>`;
}

/** A decision with its gates, confidence and sizing; opens at a click, or is `open` already. */
export function decisionCard(
  { why, market, question, record }: DecisionSample,
  open: boolean,
  id: string | null = null,
): Markup {
  const acted = record.verdict === 'acted';
  const pill = markup`<span class="pill ${acted ? 'yes' : 'no'}">${acted ? 'acted' : 'blocked'}</span>`;
  return markup`<details class="decision"${id === null ? null : markup` id="${id}"`}${open ? markup` open` : null}><summary><b>${minus(why)}</b> ${pill}
<span class="muted">${formatTime(record.time)} UTC, ${record.action} ${record.label}, ${market}</span></summary>
<p class="note">${question}</p>${gateTable(record.gates)}${confidenceTable(record.confidence)}${sizing(record.sizing)}</details>`;
}

const gateTable = (gates: readonly GateVerdict[]): Markup =>
  markup`<table><tr><th>gate</th><th class="n">value</th><th class="n">threshold</th><th>verdict</th></tr>${gates.map(
    ({ gate, value, threshold, passed }) =>
      markup`<tr><td>${gate}</td><td class="n">${minus(formatNumber(value))}</td><td class="n">${minus(formatNumber(threshold))}</td><td><span class="pill ${passed ? 'yes' : 'no'}">${passed ? 'pass' : 'block'}</span></td></tr>`,
  )}</table>`;

function confidenceTable(factors: readonly FactorScore[]): Markup {
  if (factors.length === 0) return NOTHING;
  return markup`<h3>Confidence</h3><table><tr><th>factor</th><th class="n">score</th><th class="n">weight</th><th class="n">adds</th><th>from</th></tr>${factors.map(
    ({ factor, score, weight, known, detail }) =>
      markup`<tr><td>${factor}</td><td class="n">${formatNumber(score, 3)}</td><td class="n">${formatNumber(weight, 3)}</td><td class="n">${formatNumber(score * weight, 3)}</td><td>${known ? null : markup`<span class="pill">not known</span> `}${detail}</td></tr>`,
  )}</table>`;
}

function sizing(steps: readonly SizingStep[]): Markup {
  if (steps.length === 0) return NOTHING;
  return markup`<h3>Size, step by step; a step that changed nothing is grey</h3><div class="steps">${steps.map(
    ({ step, usd }, i) =>
      markup`<span class="${i > 0 && formatDollars(usd) === formatDollars(steps[i - 1]?.usd ?? 0) ? 'same' : 'step'}">${step} <b>${formatDollars(usd)} USD</b></span>`,
  )}</div>`;
}

export function coverageSection({ coverage }: BacktestReport): Markup {
  const { requested, present, gaps, thinMarkets } = coverage;
  const time = (value: typeof requested.from): string => (value === null ? 'any' : formatTime(value));
  const markets = requested.markets === null ? 'any' : formatCount(requested.markets);
  return markup`<section class="long"><h2>Coverage</h2><div class="scroll"><table>
<tr><th></th><th>from, UTC</th><th>to, UTC</th><th class="n">markets</th><th class="n">quotes</th></tr>
<tr><td>requested</td><td class="t">${time(requested.from)}</td><td class="t">${time(requested.to)}</td><td class="n">${markets}</td><td class="n"></td></tr>
<tr><td>present</td><td class="t">${time(present.from)}</td><td class="t">${time(present.to)}</td><td class="n">${formatCount(present.markets)}</td><td class="n">${formatCount(present.quotes)}</td></tr>
</table></div>
${listOf(gaps, { one: 'gap', head: markup`<th>from, UTC</th><th>to, UTC</th><th>length</th><th>market</th>` }, (gap) => markup`<td class="t">${formatTime(gap.from)}</td><td class="t">${formatTime(gap.to)}</td><td class="t">${formatDuration(gap.to - gap.from)}</td><td>${gap.market ?? 'all'}</td>`)}
${listOf(thinMarkets, { one: 'thin market', head: markup`<th>market</th><th class="n">quotes</th>` }, (row) => markup`<td>${row.market}</td><td class="n">${formatCount(row.quotes)}</td>`)}</section>`;
}

function listOf<Row>(
  rows: readonly Row[],
  { one, head }: { readonly one: string; readonly head: Markup },
  cells: (row: Row) => Markup,
): Markup {
  if (rows.length === 0) return markup`<p class="note">No ${one}.</p>`;
  const shown = rows.slice(0, ROWS_LIMIT).map((row) => markup`<tr>${cells(row)}</tr>`);
  const cut =
    rows.length > ROWS_LIMIT ? markup`<p class="note">The first ${ROWS_LIMIT} are shown.</p>` : null;
  return markup`<details><summary>${plural(rows.length, one)}</summary><div class="scroll"><table><tr>${head}</tr>${shown}</table></div>${cut}</details>`;
}

export function configSection({ config }: BacktestReport): Markup {
  return markup`<section class="long"><h2>Settings</h2><details><summary>${plural(config.length, 'effective value')} and where each came from</summary><div class="scroll"><table><tr><th>setting</th><th>value</th><th>origin</th></tr>${config.map(
    ({ key, value, origin }) =>
      markup`<tr><td><code>${key}</code></td><td><code>${value}</code></td><td>${origin}</td></tr>`,
  )}</table></div></details></section>`;
}

export function certificateSection({ certificate, dataset }: BacktestReport): Markup {
  return markup`<section><h2>Certificate</h2>
<p class="note">The same inputs give the same output hash, on any machine. SHA-256.</p><table>
<tr><td>inputs</td><td><code>${certificate.inputs}</code></td></tr>
<tr><td>output</td><td><code>${certificate.output}</code></td></tr>
<tr><td>dataset</td><td><code>${dataset.manifestHash ?? 'not stored'}</code></td></tr></table></section>`;
}
