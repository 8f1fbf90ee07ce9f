import type { FunnelRow } from '../../engine/run-result.js';
import type { BacktestReport } from '../backtest-report.js';
import { funnelChart } from '../charts/funnel-chart.js';
import { renderSvg } from '../charts/render-svg.js';
import { formatCount } from '../format.js';
import { type Markup, markup } from './markup.js';
import { themedSvg } from './themed-svg.js';

const TITLES = {
  enter: 'To enter: every gate must pass',
  quote: 'To quote: every gate must pass',
  order: 'Risk controls: every order must pass',
  exit: 'To close: any rule is enough',
} as const;

/** Why it did or did not trade: one chart for each kind of decision. */
export async function funnelSection({
  funnel,
  funnelSentence,
  verdict,
  counts,
}: BacktestReport): Promise<Markup> {
  const charts = await funnelCharts(funnel);
  const fate = `Orders ${formatCount(counts.orders)}, rejected ${formatCount(counts.rejected)}, fills ${formatCount(counts.fills)}, positions settled ${formatCount(counts.settled)}, unsettled ${formatCount(counts.unsettled)}.`;
  return markup`<section><h2>Why it ${counts.fills === 0 ? 'did not trade' : 'traded, and why not more'}</h2>
${verdict.kind === 'no-trades' ? null : markup`<p>${funnelSentence}</p>`}${charts}
<p class="note">${fate} A decision that a gate blocked alone would have gone through without that gate.</p></section>`;
}

/** A chart for each kind of decision that was made. */
export function funnelCharts(funnel: readonly FunnelRow[]): Promise<readonly Markup[]> {
  const actions = (['enter', 'quote', 'order', 'exit'] as const).filter((action) =>
    funnel.some((row) => row.action === action),
  );
  return Promise.all(
    actions.map(async (action) => {
      const rows = funnel.filter((row) => row.action === action);
      const svg = await renderSvg(
        funnelChart(rows, { width: 545, rules: action === 'exit' ? 'any' : 'all' }),
      );
      return markup`<h3>${TITLES[action]}</h3>${themedSvg(svg, `Gate funnel, ${TITLES[action]}`)}`;
    }),
  );
}
