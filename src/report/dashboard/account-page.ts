import { isTerminal } from '../../live/orders/intent-state.js';
import type { SessionPulse } from '../../live/session/session-pulse.js';
import { equityChart } from '../charts/equity-chart.js';
import { renderSvg } from '../charts/render-svg.js';
import { equitySamples } from '../equity-samples.js';
import { formatCount, plural } from '../format.js';
import { decisionCard } from '../html/detail-sections.js';
import { funnelCharts } from '../html/funnel-section.js';
import { type Markup, markup, NOTHING } from '../html/markup.js';
import { themedSvg } from '../html/themed-svg.js';
import { accountHead } from './account-head.js';
import { holdingTable, orderTable } from './account-tables.js';
import type { AccountView } from './account-view.js';

/** One account in full. */
export async function accountBody(view: AccountView): Promise<Markup> {
  const { pulse } = view;
  const [curve, funnel] =
    pulse === null ? [NOTHING, NOTHING] : await Promise.all([curveSection(pulse), funnelSection(pulse)]);
  return markup`${accountHead(view, false)}${curve}
<section class="long"><h2>Held</h2>${holdingTable(view)}</section>
<section class="long"><h2>Orders</h2>${orderTable(view.orders)}${orderNote(view)}</section>
${decisionSection(view)}${funnel}${pulse === null ? NOTHING : healthSection(pulse)}`;
}

async function curveSection({ trail }: SessionPulse): Promise<Markup> {
  const first = trail[0];
  if (first === undefined || trail.length < 2) return NOTHING;
  const samples = equitySamples(trail, first.equity);
  const chart = equityChart(samples, { startingCashUsd: first.equity / 1e6, width: 900, gaps: [] });
  const svg = themedSvg(await renderSvg(chart), 'Equity of the session');
  return markup`<section><h2>Equity</h2><p class="note">Cash and what selling everything at the touch would bring, since this session
began; dashed: where it began. Longer ago it is sampled more thinly, with every high and low.</p>${svg}</section>`;
}

async function funnelSection({ funnel }: SessionPulse): Promise<Markup> {
  if (funnel.length === 0) return NOTHING;
  const charts = await funnelCharts(funnel);
  return markup`<section><h2>Why it traded, and why not more</h2>${charts}
<p class="note">Every decision of this session. A decision that a gate blocked alone would have gone through without that gate.</p></section>`;
}

function decisionSection({ decisions }: AccountView): Markup {
  if (decisions.length === 0) return NOTHING;
  const cards = decisions.map(({ market, question, record }) =>
    decisionCard(
      { why: record.action === 'exit' ? 'Closed' : 'Opened', market, question, record },
      false,
      `decision-${record.time}-${record.market}`,
    ),
  );
  return markup`<section class="long"><h2>Decisions that acted, newest first</h2>${cards}</section>`;
}

function orderNote({ orders }: AccountView): Markup {
  const ended = orders.filter(({ intent }) => isTerminal(intent.state)).length;
  return markup`<p class="note">${plural(orders.length - ended, 'order')} open; ${formatCount(ended)} of those that ended in the last six hours. Unknown: the
venue may have it; its money stays kept until that is proven.</p>`;
}

function healthSection({ feed, alerts }: SessionPulse): Markup {
  const rows: readonly (readonly [string, number])[] = [
    ['books that lost a message and were read anew', feed.lost],
    ['messages that could not be read', feed.unreadable],
    ...Object.entries(alerts).map(([topic, count]) => [`alerts: ${topic}`, count] as const),
  ];
  return markup`<section><h2>Data and alerts</h2><p class="note">Since the process started; each is told in its log too.</p><table>${rows.map(
    ([name, count]) => markup`<tr><td>${name}</td><td class="n">${formatCount(count)}</td></tr>`,
  )}</table></section>`;
}
