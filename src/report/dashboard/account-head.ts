import { type Micros, USD_PER_DOLLAR, type Usd } from '../../engine/units.js';
import { isTerminal } from '../../live/orders/intent-state.js';
import { isFresh } from '../../live/session/session-pulse.js';
import { formatCount, formatDollars, formatDuration, formatTime } from '../format.js';
import { type Markup, markup } from '../html/markup.js';
import { minus, tile, tinted } from '../html/verdict-section.js';
import { type AccountView, type Standing, standingOf } from './account-view.js';

const dollars = (amount: Usd): number => amount / USD_PER_DOLLAR;

const TONES: Readonly<Record<Standing, string>> = {
  ready: 'profit',
  observing: 'mixed',
  starting: 'mixed',
  halted: 'loss',
  silent: 'loss',
  died: 'loss',
  idle: 'quiet',
};

/** State of an account in a line, why entries do not leave, and its money. */
export function accountHead(view: AccountView, link: boolean): Markup {
  const { account, unfinished } = view;
  const standing = standingOf(view);
  const name = link
    ? markup`<a href="/accounts/${encodeURIComponent(account.name)}">${account.name}</a>`
    : account.name;
  const strategy = unfinished === null ? '' : `: ${unfinished.strategy}`;
  return markup`<div class="verdict verdict-${TONES[standing]}"><h1>${name} <span class="muted">${account.mode === 'live' ? 'real money' : 'paper'}${strategy}</span></h1>
<p>${minus(sentence(view, standing))}</p><div class="tiles">${tiles(view)}</div></div>`;
}

function sentence(view: AccountView, standing: Standing): string {
  const { pulse, unfinished, halts, at } = view;
  const because = pulse?.because ?? 'no reason was told';
  switch (standing) {
    case 'ready':
      return 'Ready: entries may leave.';
    case 'observing':
      return `Watching only, no entry leaves: ${because}.`;
    case 'halted':
      return `Halted, no entry leaves: ${because}. Exits still may; touchline live resume lifts it.`;
    case 'starting':
      return 'Starting or stopping: no entry leaves.';
    case 'silent':
      return `The process is there and has told nothing for ${formatDuration(at - (pulse?.at ?? at))}: prices and state below are of then.`;
    case 'died':
      return `Nobody trades it here, and session ${unfinished?.id ?? ''} was never ended: touchline live start takes it up again.`;
    default:
      return ['Nobody trades it here.', ...halts.map(({ reason }) => `Halted: ${reason}.`)].join(' ');
  }
}

function tiles(view: AccountView): readonly Markup[] {
  const { pulse, totals, profitOfDay, orders } = view;
  const open = orders.filter(({ intent }) => !isTerminal(intent.state));
  const unknown = open.filter(({ intent }) => intent.state === 'unknown').length;
  return [
    pulse === null
      ? tile('not known', 'equity: no session told prices')
      : tile(`${formatDollars(dollars(pulse.equity))} USD`, `equity at the touch, ${age(view.at, pulse.at)}`),
    tile(markup`${tinted(dollars(profitOfDay))} USD`, 'realised and settled, last 24 h'),
    tile(
      `${formatDollars(dollars(totals.cash))} USD`,
      `cash, ${formatDollars(dollars(totals.reserved))} kept for orders`,
    ),
    tile(`${formatDollars(dollars(totals.pending))} USD`, 'moved by fills not final yet'),
    tile(`${formatDollars(dollars(totals.fees))} USD`, 'fees paid so far'),
    tile(
      formatCount(open.length),
      `${open.length === 1 ? 'order' : 'orders'} open, ${formatCount(unknown)} of unknown outcome`,
    ),
  ];
}

const age = (now: Micros, then: Micros): string =>
  isFresh(then, now) ? 'now' : `as of ${formatTime(then)} UTC`;
