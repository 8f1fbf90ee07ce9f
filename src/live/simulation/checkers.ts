import type { Intent } from '../orders/intent.js';
import { isTerminal } from '../orders/intent-state.js';
import type { VenueOrder } from '../venues/fake/exchange/venue-order.js';
import type { Fault } from '../venues/fake/faults/fault-plan.js';
import type { VenueRequest } from '../venues/fake/wire/venue-http.js';
import { type Admitted, breachedLimits } from './limits-watch.js';
import type { SimProcess } from './sim-process.js';
import { SIM_LIMITS, type SimTrader } from './sim-trader.js';
import { SIM_KEY, type SimWorld, type WorldWatcher } from './sim-world.js';

/** A promise that was broken: which (docs/simulation.md), when, and how. */
export interface Violation {
  readonly invariant: string;
  readonly at: number;
  readonly detail: string;
}

/** Violations that are kept: the first says most. */
const KEPT_MAX = 20;
/** A kill that the store has had so long must have reached every process. */
const KILL_HEARD_MICROS = 15_000_000;
/** Things of the simulation that may wait at once. */
const WAITING_MAX = 20_000;
const OPEN_ORDERS_MAX = 40;
/** Points of an equity curve. */
const TRAIL_MAX = 1_024;
/** Rounds of ten seconds from one look at all orders that have ended to the next. */
const STATES_EVERY = 6;

/** Watches a world from outside: the venue, the store, what leaves a process. Believes no session. */
export class Checkers implements WorldWatcher {
  readonly violations: Violation[] = [];
  /** How often each fault met orders of each state. */
  readonly coverage = new Map<string, number>();
  posts = 0;
  batches = 0;
  #world: SimWorld | null = null;
  #traders: readonly SimTrader[] = [];
  readonly #ended = new Map<string, string>();
  #open: readonly Intent[] = [];
  readonly #effects = new Set<number>();
  #rounds = 0;
  #orderCount = 0;
  readonly #admitted: Admitted[] = [];
  #secrets: readonly string[] = [SIM_KEY.slice(2)];

  attach(world: SimWorld, traders: readonly SimTrader[]): void {
    this.#world = world;
    this.#traders = traders;
    const { secret, passphrase } = world.account.credentials;
    this.#secrets = [SIM_KEY.slice(2), secret, passphrase];
    world.time.timers.after(1_000, () => this.#periodically());
  }

  fault(fault: Fault): void {
    const states = new Set(this.#open.map(({ state }) => state as string));
    for (const state of states.size === 0 ? ['none'] : states) {
      const pair = `${fault} ${state}`;
      this.coverage.set(pair, (this.coverage.get(pair) ?? 0) + 1);
    }
  }

  request(moment: 'leaves' | 'arrives', request: VenueRequest, process: SimProcess): void {
    if (request.method !== 'POST' || !request.target.startsWith('/order')) return;
    const world = this.#world;
    if (world === null) return;
    if (moment === 'leaves') {
      const isBatch = request.target === '/orders';
      this.posts += isBatch ? (JSON.parse(request.body) as unknown[]).length : 1;
      if (isBatch) this.batches += 1;
      void this.#onlyLeader(world, process);
      if (world.dice.happens('request-crash')) {
        const trader = this.#traders.find((each) => each.process === process);
        world.time.timers.after(world.dice.between('crash-at', 0, 120), () => trader?.crash('crash'));
      }
    }
    void this.#orders(world);
  }

  broke(invariant: string, detail: string): void {
    if (this.violations.length >= KEPT_MAX) return;
    const at = this.#world?.time.now ?? 0;
    this.#world?.log.add('violation', `${invariant} ${detail}`);
    this.violations.push({ invariant, at, detail });
  }

  /** I10: the key and the credentials stand in nothing that is told or kept. */
  secret(text: string): void {
    for (const secret of this.#secrets) if (text.includes(secret)) this.broke('I10', 'a secret was told');
  }

  /** I5: whoever sends an order leads, and no kill stands that it must have heard of. */
  async #onlyLeader(world: SimWorld, process: SimProcess): Promise<void> {
    const session = this.#traders.find((trader) => trader.process === process)?.session ?? null;
    const epoch = session?.fence?.epoch ?? -1;
    const row = world.leaderEpoch;
    if (epoch < row) this.broke('I5', `${process.name} sends in epoch ${epoch}, ${row} leads`);
    const kill = (await world.store.kills()).find(({ at }) => world.time.now - at > KILL_HEARD_MICROS);
    const sending = this.#open.find(({ state, purpose }) => state === 'sending' && purpose === 'entry');
    if (kill !== undefined && sending !== undefined && sending.createdAt > kill.at) {
      this.broke('I5', `an entry leaves while halted: ${kill.reason}`);
    }
  }

  /** I1, I6, I7 and limits, from the venue's side. */
  async #orders(world: SimWorld): Promise<void> {
    this.#open = await world.store.openIntents('sim', null);
    const entries = new Map<string, number>();
    await this.#readAdmissions(world);
    for (const order of this.#newOrders(world)) {
      const by = { limits: SIM_LIMITS, admitted: this.#admitted };
      for (const breach of await breachedLimits(world, order, by)) this.broke('I5', breach);
    }
    for (const order of world.account.open) await this.#openOrder(world, order, entries);
    for (const [market, count] of entries) {
      if (count > 1) this.broke('I1', `${count} entries are open in ${market}`);
    }
    if (this.#open.length > OPEN_ORDERS_MAX) this.broke('I8', `${this.#open.length} orders are open`);
  }

  /** What the store has admitted, by its own messages. */
  async #readAdmissions(world: SimWorld): Promise<void> {
    const rows = await world.store.claimOutbox('admissions', 1_000, world.time.now);
    for (const { topic, payload, at } of rows) {
      if (topic !== 'intent') continue;
      const { intent, to } = JSON.parse(payload) as { readonly intent: string; readonly to: string };
      if (to === 'planned') this.#admitted.push({ intent, at });
    }
    await world.store.ackOutbox(
      'admissions',
      rows.map(({ id }) => id),
    );
  }

  /** Orders that the venue has taken since it was last looked at. */
  #newOrders(world: SimWorld): readonly VenueOrder[] {
    const { orders } = world.venue.exchange;
    if (orders.size === this.#orderCount) return [];
    const added = [...orders.values()].slice(this.#orderCount);
    this.#orderCount = orders.size;
    return added;
  }

  async #openOrder(world: SimWorld, order: VenueOrder, entries: Map<string, number>): Promise<void> {
    const intent = await world.store.intentByVenueOrder(order.id);
    if (intent === null) return this.broke('I1', `order ${order.id} has no intent`);
    // The store may hear of an end before the venue's own account of it in this very instant: a second look decides.
    if (isTerminal(intent.state) && order.isOpen) {
      this.broke('I6', `${intent.state} in the store, open at the venue: ${order.id}`);
    }
    if (intent.purpose === 'entry') entries.set(intent.market, (entries.get(intent.market) ?? 0) + 1);
    const { price, size, side } = order.request;
    if (price !== intent.limit || size !== intent.size || side !== intent.side) {
      this.broke('I1', `order ${order.id} is not what its intent says`);
    }
    if (intent.purpose === 'entry' && (price * size) / 10_000 > (SIM_LIMITS.perOrder ?? 0)) {
      this.broke('I5', `order ${order.id} is beyond the limit an order`);
    }
  }

  #periodically(): void {
    const world = this.#world;
    if (world === null) return;
    if (this.#rounds % STATES_EVERY === 0) void this.#states(world);
    this.#rounds += 1;
    void this.#orders(world);
    void this.#deliverOutbox(world);
    if (world.time.waiting > WAITING_MAX) this.broke('I8', `${world.time.waiting} things wait`);
    world.time.timers.after(10_000, () => this.#periodically());
  }

  /** I7: what has ended stays as it ended. I8: what a session tells of itself. */
  async #states(world: SimWorld): Promise<void> {
    for (const { session, process } of this.#traders) {
      if (session === null || process?.alive !== true || session.state === 'starting') continue;
      const { trail, open, unknown } = session.pulse();
      if (trail.length > TRAIL_MAX || unknown > open || open > OPEN_ORDERS_MAX) {
        this.broke(
          'I8',
          `a session tells of ${trail.length} points, ${open} open, ${unknown} unknown orders`,
        );
      }
    }
    for (const intent of await world.store.openIntents('sim', 0 as never)) {
      const before = this.#ended.get(intent.id);
      if (before !== undefined && before !== intent.state) {
        this.broke('I7', `${intent.id} went from ${before} to ${intent.state}`);
      }
      if (isTerminal(intent.state)) this.#ended.set(intent.id, intent.state);
    }
  }

  /** What the reader of the outbox was offered. */
  heard(rows: readonly { readonly id: number; readonly payload: string }[]): void {
    for (const { id, payload } of rows) {
      this.secret(payload);
      this.#effects.add(id);
    }
  }

  hasHeard(id: number): boolean {
    return this.#effects.has(id);
  }

  /** I9: a consumer that dies before it acknowledges hears again, and tells effects apart by their id. */
  async #deliverOutbox(world: SimWorld): Promise<void> {
    const rows = await world.store.claimOutbox('notify', 100, world.time.now);
    this.heard(rows);
    if (world.dice.stream('consumer').uniform() < 0.1) return;
    await world.store.ackOutbox(
      'notify',
      rows.map(({ id }) => id),
    );
  }
}
