import { formatCount, formatDollars } from '../format.js';
import { type Markup, markup } from '../html/markup.js';
import { tinted } from '../html/verdict-section.js';
import type { RunRow } from '../run-list.js';

/** Kept runs, newest first; each leads to its report. */
export function runsBody(rows: readonly RunRow[]): Markup {
  if (rows.length === 0) {
    return markup`<section><h2>No runs yet</h2><p><code>touchline backtest --config FILE</code> makes one.</p></section>`;
  }
  return markup`<section class="long"><h2>Runs</h2><p class="note">Equity at the end less the cash at the start, open positions at what selling them would bring. Newest first.</p>
<div class="scroll"><table><tr><th>run</th><th>started, UTC</th><th>dataset</th><th>strategy</th><th class="n">fills</th><th class="n">settled</th><th class="n">unsettled</th><th class="n">fees</th><th class="n">equity change</th></tr>${rows.map(runLine)}</table></div></section>`;
}

const runLine = (row: RunRow): Markup =>
  markup`<tr><td><a href="/runs/${encodeURIComponent(row.id)}">${row.id.slice(0, 12)}</a></td><td class="t">${row.startedAt.slice(0, 19).replace('T', ' ')}</td><td>${row.dataset}</td><td>${row.strategy}</td><td class="n">${formatCount(row.fills)}</td><td class="n">${formatCount(row.settled)}</td><td class="n">${formatCount(row.unsettled)}</td><td class="n">${formatDollars(row.feesUsd)}</td><td class="n">${tinted(row.equityChangeUsd)}</td></tr>`;
