import { formatPrice, formatShares, type Price, type Shares, USD_PER_DOLLAR } from '../../engine/units.js';
import { formatDollars, formatTime } from '../format.js';
import { type Markup, markup } from '../html/markup.js';
import { minus, tinted } from '../html/verdict-section.js';
import type { AccountView, OrderLine } from './account-view.js';

/** What is held: with prices where a session tells them, else as the store has it. */
export function holdingTable({ pulse, holdings, pid }: AccountView): Markup {
  if (pulse !== null && pid !== null) return pricedTable(pulse.holdings);
  const held = holdings.filter(({ size }) => size !== 0);
  if (held.length === 0) return markup`<p class="note">Nothing.</p>`;
  return markup`<div class="scroll"><table><tr><th>market</th><th>side</th><th class="n">shares</th><th class="n">cost, USD</th></tr>${held.map(
    ({ market, outcome, size, cost }) =>
      markup`<tr><td>${market}</td><td>${outcome}</td><td class="n">${formatShares(size)}</td><td class="n">${formatDollars(cost / USD_PER_DOLLAR)}</td></tr>`,
  )}</table></div>`;
}

function pricedTable(held: NonNullable<AccountView['pulse']>['holdings']): Markup {
  if (held.length === 0) return markup`<p class="note">Nothing.</p>`;
  const rows = held.map(({ market, question, size, cost, worth, bid, ask }) => {
    const side = size > 0 ? 'yes' : 'no';
    const gain = (worth - cost) / USD_PER_DOLLAR;
    return markup`<tr><td title="${question}">${market}</td><td>${side}</td><td class="n">${formatShares(Math.abs(size) as Shares)}</td><td class="n">${formatDollars(cost / USD_PER_DOLLAR)}</td><td class="n">${formatDollars(worth / USD_PER_DOLLAR)}</td><td class="n">${tinted(gain)}</td><td class="n">${touch(bid)} / ${touch(ask)}</td></tr>`;
  });
  return markup`<div class="scroll"><table><tr><th>market</th><th>side</th><th class="n">shares</th><th class="n">cost, USD</th><th class="n">worth at the touch</th><th class="n">gain</th><th class="n">bid / ask of yes</th></tr>${rows}</table></div>`;
}

const touch = (price: Price | null): string => (price === null ? 'none' : formatPrice(price));

/** Orders, one a row. */
export function orderTable(orders: readonly OrderLine[]): Markup {
  if (orders.length === 0) return markup`<p class="note">None.</p>`;
  return markup`<div class="scroll"><table><tr><th>at, UTC</th><th>market</th><th>order</th><th class="n">shares</th><th class="n">limit</th><th class="n">filled</th><th class="n">at mean</th><th>state</th></tr>${orders.map(orderLine)}</table></div>`;
}

function orderLine({ intent, fillPrice, fills }: OrderLine): Markup {
  const { createdAt, market, side, outcome, purpose, size, limit, filled, state, reason, timeInForce } =
    intent;
  const pending = fills.some(({ status }) => status === 'matched' || status === 'mined');
  const tone = state === 'filled' ? ' yes' : state === 'unknown' || state === 'rejected' ? ' no' : '';
  return markup`<tr><td class="t">${formatTime(createdAt)}</td><td>${market}</td><td>${purpose}: ${side} ${outcome}, ${timeInForce}</td><td class="n">${formatShares(size)}</td><td class="n">${formatPrice(limit)}</td><td class="n">${formatShares(filled)}</td><td class="n">${fillPrice === null ? '' : fillPrice.toFixed(4)}</td><td><span class="pill${tone}">${state}</span>${pending ? markup` <span class="pill">not final</span>` : null}${reason === null ? null : markup` <span class="muted">${minus(reason)}</span>`}</td></tr>`;
}
