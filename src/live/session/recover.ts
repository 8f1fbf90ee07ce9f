import type { Catalog } from '../../engine/catalog.js';
import { TouchlineError } from '../../engine/errors.js';
import type { Micros } from '../../engine/units.js';
import { CLOCKS_APART } from '../orders/fill-desk.js';
import { howEnded } from '../orders/how-ended.js';
import type { Intent } from '../orders/intent.js';
import type { OrderDesk } from '../orders/order-desk.js';
import { wait } from '../orders/wait.js';
import type { Ports } from '../ports/ports.js';
import type { Fence, LiveStore, SessionRow } from '../store/live-store.js';
import type { MarketFeed } from '../venues/market-feed.js';
import { openingOf } from './opening-of.js';
import { type Rebuilt, rebuildKernel } from './rebuild-kernel.js';
import type { SessionCore } from './session-core.js';
import { settleOutside } from './settle-outside.js';

/** How long orders of an earlier session are waited for before a new one begins. */
const SETTLE_OLD_MS = 300_000;
const TICK_MS = 250;

/** What recovery works with. */
export interface Recovery {
  readonly account: string;
  readonly catalog: Catalog;
  readonly core: SessionCore;
  readonly desk: OrderDesk;
  readonly store: LiveStore;
  readonly ports: Ports;
  readonly fence: Fence;
  readonly feed: Pick<MarketFeed, 'payouts'>;
  /** Holdings in markets that this session does not trade, and what became of them. */
  outside(market: string, isPaid: boolean): void;
}

/**
 * Begins a session: what an earlier one left open is ended first, then the kernel starts from the ledger.
 *
 * @throws LIVE_UNRESOLVED when orders of an earlier session do not end; LIVE_STORE, LIVE_POSITION.
 */
export async function beginSession(recovery: Recovery, before: SessionRow | null): Promise<void> {
  const { account, core, desk, store, ports, fence } = recovery;
  await desk.load(await store.openIntents(account, null), await store.holdings(account));
  await desk.fills.expect(ports.clock.now());
  await endOldOrders(recovery);
  if (before !== null) {
    await store.endSession(fence, before.id, { at: ports.clock.now(), reason: `followed by ${core.row.id}` });
  }
  const opened = await store.openSession(fence, core.row);
  if (opened.kind !== 'written') {
    throw new TouchlineError('LIVE_STORE', `the session could not be written: ${opened.kind}`);
  }
  for (const market of await settleOutside(recovery)) recovery.outside(market, true);
  await openFromLedger(recovery);
}

/**
 * Takes a session up again where its journal ends: the crash path. The kernel consumes again what it consumed;
 * then it is told what became of its orders since.
 *
 * @returns false for a session that was killed while it stopped: its strategy has ended, and a new one must follow.
 */
export async function takeUpSession(recovery: Recovery): Promise<boolean> {
  const { core, store } = recovery;
  const session = core.row.id;
  const rebuilt = await rebuildKernel(core.kernel, { store, session }, (_input, sequence) =>
    core.replaying(sequence),
  );
  if (rebuilt.closed) return false;
  core.goOnFrom(rebuilt.next);
  // An opening that was never kept: nothing of this session ever left.
  if (rebuilt.next === 0) await openFromLedger(recovery);
  else core.forgetBooks();
  await tellWhatBecame(recovery, rebuilt);
  return true;
}

async function openFromLedger({
  account,
  catalog,
  core,
  desk,
  store,
  ports,
  outside,
}: Recovery): Promise<void> {
  const holdings = await store.holdings(account);
  const { cash } = await store.totals(account);
  desk.holdings.load(holdings);
  const made = openingOf({ at: ports.clock.now(), cash, holdings, catalog });
  for (const market of made.outside) outside(market, false);
  core.take(made.opening);
}

async function endOldOrders({ account, desk, ports }: Recovery): Promise<void> {
  const { clock, timers } = ports;
  const until = clock.monotonicMs() + SETTLE_OLD_MS;
  for (const { intent } of desk.open) desk.cancel(intent.orderId);
  while (desk.open.length > 0) {
    if (clock.monotonicMs() > until) {
      const orders = desk.open.map(({ intent }) => intent.venueOrderId).join(', ');
      throw new TouchlineError('LIVE_UNRESOLVED', 'orders of an earlier session have not ended', {
        where: { account, orders },
        hint: '`touchline live status` shows them; start again, or take up that session with the same settings',
      });
    }
    desk.tick();
    await wait(timers, TICK_MS);
  }
}

async function tellWhatBecame(recovery: Recovery, rebuilt: Rebuilt): Promise<void> {
  const { account, catalog, core, desk, store, ports } = recovery;
  const { id: session, startedAt } = core.row;
  const intents = await store.openIntents(account, startedAt);
  const byId = new Map(intents.map((intent) => [intent.id, intent]));
  // Of its own orders also what a venue whose clock is behind dates before this session.
  const fills = (await store.fills(account, (startedAt - CLOCKS_APART) as Micros)).flatMap((fill) => {
    const intent = byId.get(fill.intent);
    const isOf = intent !== undefined && (intent.session === session || fill.venueTime >= startedAt);
    return isOf ? [{ ...fill, intent }] : [];
  });
  await desk.fills.load(fills, rebuilt.told);
  await desk.fills.expect(ports.clock.now());
  const open = intents.filter(({ state }) => howEnded(state) === null);
  await desk.load(open, await store.holdings(account));
  const own = new Map(
    intents.filter((intent) => intent.session === session).map((intent) => [intent.orderId, intent]),
  );
  for (const { index } of catalog.markets) {
    for (const { id } of [...core.kernel.account.openOrders(index)]) tellEnd(core, id, own.get(id));
  }
}

function tellEnd(core: SessionCore, order: Intent['orderId'], intent: Intent | undefined): void {
  // No row: it was never admitted, and nothing leaves before it is.
  if (intent === undefined) {
    core.report({ kind: 'done', order, state: 'rejected', reason: 'it never left' });
    return;
  }
  const state = howEnded(intent.state);
  if (state !== null) core.report({ kind: 'done', order, state, reason: intent.reason ?? 'it had ended' });
}
