import type { OrderId } from '../../engine/ids.js';
import type { OutboundOrder } from '../../engine/session/outbound.js';
import {
  MICROS_PER_MILLISECOND,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  type Micros,
} from '../../engine/units.js';
import { type Brake, RejectBrake } from '../safety/reject-brake.js';
import type { Holding } from '../store/live-store.js';
import type { OrderNews, PlaceOutcome, VenueEvent } from '../venues/venue-adapter.js';
import { AbsenceProof } from './absence-proof.js';
import type { DeskContext } from './desk-context.js';
import { FillDesk } from './fill-desk.js';
import { howEnded } from './how-ended.js';
import type { Intent } from './intent.js';
import { type IntentState, isTerminal } from './intent-state.js';
import { judgeLook, type Look } from './judge-look.js';
import { OwnHoldings } from './own-holdings.js';
import { admitIntent, prepareIntent, signAndSend } from './place-order.js';
import { moveOrder } from './store-writes.js';
import { tellKernel } from './tell-kernel.js';
import { DUST, TrackedOrder } from './tracked-order.js';
import type { VenueFill } from './venue-fill.js';
import { wait } from './wait.js';

/** How often everything open is compared with the venue. */
const ROUND_MS = 15_000;
/** How soon, when an order's end or its very being is in question. */
const SOON_MS = 1_000;
/** Readings of trades begin so long before the oldest open order. */
const LOOK_BACK = 5 * MICROS_PER_MINUTE;
const ALERT_UNKNOWN_AFTER = 30 * MICROS_PER_SECOND;
/** A cancel that was not proven is sent again after so long. */
const CANCEL_AGAIN_MS = 5_000;

/**
 * Takes orders of the kernel to the venue and brings back what becomes of them. An order is a row before a byte
 * of it leaves, is sent once, and ends by proof only. One desk an account and session.
 */
export class OrderDesk {
  readonly holdings = new OwnHoldings();
  readonly fills: FillDesk;
  readonly #context: DeskContext;
  readonly #brake: RejectBrake;
  readonly #byOrder = new Map<OrderId, TrackedOrder>();
  readonly #byVenueOrder = new Map<string, TrackedOrder>();
  readonly #running = new Set<Promise<void>>();
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #looking = false;
  #channelBrokenAt: Micros | null = null;
  #previousLookAt: Micros | null = null;

  constructor(context: DeskContext) {
    this.#context = context;
    this.#brake = new RejectBrake(context.limits);
    this.fills = new FillDesk(context, this.holdings);
  }

  /** Takes over what an earlier run of this account left open. What was being sent is unknown from here on. */
  async load(intents: readonly Intent[], holdings: readonly Holding[]): Promise<void> {
    this.holdings.load(holdings);
    for (const intent of intents) {
      const order = new TrackedOrder(intent, intent.state, intent.filled);
      this.#track(order);
      if (intent.side === 'sell') this.#claim(order, intent.size - intent.filled);
      if (intent.state === 'planned' || intent.state === 'signed') {
        await this.#end(order, 'abandoned', 'the process ended before it was sent');
      } else if (intent.state === 'sending') {
        await this.#becomeUnknown(order, 'the process ended while it was sent');
      } else if (intent.state === 'unknown') this.#startProof(order, intent.unknownSince);
      order.cancelWanted = intent.cancelRequestedAt !== null;
      order.lookWanted = true;
    }
  }

  place(order: OutboundOrder): void {
    this.#run(this.#place(order));
  }

  cancel(id: OrderId): void {
    const order = this.#byOrder.get(id);
    if (order === undefined || !order.isOpen) return;
    order.cancelWanted = true;
    this.#run(this.#cancel(order));
  }

  /** Cancels first; what comes in its place leaves when the venue has proven the old one gone. */
  replace(old: OrderId, order: OutboundOrder): void {
    this.#run(this.#replace(old, order));
  }

  hear(event: VenueEvent): void {
    switch (event.kind) {
      case 'fill':
        this.#run(this.#hearFill(event.fill));
        return;
      case 'order':
        this.#run(this.#hearOrder(event.venueOrderId, event.status));
        return;
      case 'user-channel':
        if (!event.up) this.#channelBrokenAt = this.#context.ports.clock.now();
        this.#context.gate.userChannel(event.up);
        return;
      case 'foreign':
        this.#hearForeign(event);
        return;
      default:
        this.#hearUnrecognised(event);
    }
  }

  /** Called often: looks at the venue when something has to be proven, and at everything now and then. */
  tick(): void {
    const nowMs = this.#context.ports.clock.monotonicMs();
    const now = this.#context.ports.clock.now();
    this.#alertUnknown(now);
    for (const order of this.#byOrder.values()) {
      const isDue = nowMs - order.cancelledAtMs >= CANCEL_AGAIN_MS;
      if (order.cancelWanted && isDue) this.#run(this.#cancel(order));
    }
    const wanted = [...this.#byOrder.values()].some(
      (order) => order.isOpen && (order.lookWanted || order.proof !== null),
    );
    const due = nowMs - this.#lookedAtMs >= (wanted ? SOON_MS : ROUND_MS);
    if (due && !this.#looking && this.#byOrder.size > 0) this.#run(this.look());
  }

  /** Reads open orders and trades once, and draws what follows for every open order. */
  async look(): Promise<boolean> {
    if (this.#looking) return false;
    this.#looking = true;
    try {
      return await this.#look();
    } finally {
      this.#looking = false;
      this.#lookedAtMs = this.#context.ports.clock.monotonicMs();
    }
  }

  get open(): readonly TrackedOrder[] {
    return [...this.#byOrder.values()].filter((order) => order.isOpen);
  }

  get unknown(): readonly TrackedOrder[] {
    return this.open.filter(({ state }) => state === 'unknown');
  }

  /** Resolves when no step is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #run(step: Promise<unknown>): void {
    const running = step.then(
      () => undefined,
      (cause: unknown) => this.#context.halt('desk', cause instanceof Error ? cause.message : String(cause)),
    );
    this.#running.add(running);
    void running.then(() => this.#running.delete(running));
  }

  #track(order: TrackedOrder): void {
    this.#byOrder.set(order.intent.orderId, order);
    this.#byVenueOrder.set(order.intent.venueOrderId, order);
  }

  #forget(order: TrackedOrder): void {
    this.#byOrder.delete(order.intent.orderId);
    this.#byVenueOrder.delete(order.intent.venueOrderId);
  }

  #claim(order: TrackedOrder, size: number): void {
    order.claimed += size;
    this.holdings.claim(order.intent.instrument, size);
  }

  async #place(outbound: OutboundOrder): Promise<void> {
    const context = this.#context;
    const prepared = prepareIntent(context, outbound, this.holdings);
    if (prepared.kind === 'refused') {
      context.report({ kind: 'done', order: outbound.id, state: 'rejected', reason: prepared.reason });
      return;
    }
    const order = new TrackedOrder(prepared.intent, 'planned', 0);
    this.#track(order);
    if (order.intent.side === 'sell') this.#claim(order, order.intent.size);
    await order.inTurn(() => this.#admitAndSend(order));
  }

  async #admitAndSend(order: TrackedOrder): Promise<void> {
    const refusal = await admitIntent(this.#context, order.intent);
    if (refusal !== null) {
      this.#tell(order, 'rejected', refusal);
      return;
    }
    const sent = await signAndSend(this.#context, order);
    if (sent.kind === 'held-back') await this.#end(order, 'abandoned', sent.reason);
    else if (sent.kind === 'outcome') await this.#hearOutcome(order, sent.outcome);
  }

  async #hearOutcome(order: TrackedOrder, outcome: PlaceOutcome): Promise<void> {
    const context = this.#context;
    switch (outcome.kind) {
      case 'accepted':
        this.#brake.accepted();
        await this.#exists(order, outcome.status === 'delayed' ? 'delayed' : 'live');
        order.lookWanted ||= order.isImpatient || outcome.status === 'matched';
        return;
      case 'rejected':
        this.#slow(this.#brake.rejected(context.ports.clock.now()));
        await this.#end(order, 'rejected', outcome.reason);
        return;
      case 'not-sent':
        this.#slow(this.#brake.failed(context.ports.clock.now()));
        await this.#end(order, 'abandoned', outcome.reason);
        return;
      default:
        this.#slow(this.#brake.failed(context.ports.clock.now()));
        await this.#becomeUnknown(order, outcome.reason, outcome.kind === 'put-off');
    }
  }

  #slow(brake: Brake): void {
    if (brake.kind === 'pause') this.#context.gate.pause(brake.until, brake.reason);
    else if (brake.kind === 'halt') this.#context.halt('errors', brake.reason);
  }

  /** The venue has it: told by its answer, the user channel, an open order or a trade. */
  async #exists(order: TrackedOrder, state: 'live' | 'delayed'): Promise<void> {
    order.proof = null;
    order.unknownSince = null;
    this.#countUnknown();
    if (order.state === state || order.state === 'partial' || !order.isOpen) return;
    if (order.state === 'live' && state === 'delayed') return;
    const moved = await moveOrder(this.#context, order, { to: state, reason: null });
    if (moved !== 'moved') return;
    tellKernel(this.#context, order.intent, { kind: 'live', order: order.intent.orderId });
  }

  /** `putOff` = the venue said that it has not taken it; only a copy of the request could still bring it there. */
  async #becomeUnknown(order: TrackedOrder, reason: string, putOff = false): Promise<void> {
    if ((await moveOrder(this.#context, order, { to: 'unknown', reason })) !== 'moved') return;
    this.#startProof(order, null, putOff);
    this.#context.alert({
      severity: 'warning',
      topic: 'order-unknown',
      detail: `${order.intent.id}: ${reason}`,
    });
  }

  #startProof(order: TrackedOrder, since: Micros | null, putOff = false): void {
    order.unknownSince = since ?? this.#context.ports.clock.now();
    order.proof = new AbsenceProof(putOff ? { expiresAt: null } : order.intent, order.unknownSince);
    // The venue's own words are no emergency: they end by themselves within two minutes.
    order.alerted ||= putOff;
    this.#countUnknown();
  }

  #countUnknown(): void {
    this.#context.gate.unknownOrders(this.unknown.length);
  }

  /** Nothing more will come of it. */
  async #end(order: TrackedOrder, to: IntentState, reason: string): Promise<void> {
    if (order.isOpen && (await moveOrder(this.#context, order, { to, reason })) === 'not-leader') return;
    if (order.isOpen) return;
    this.#tell(order, order.state, reason);
  }

  #tell(order: TrackedOrder, state: IntentState, reason: string): void {
    order.proof = null;
    order.unknownSince = null;
    if (order.claimed !== 0) this.#claim(order, -order.claimed);
    this.#forget(order);
    this.#countUnknown();
    if (order.told) return;
    order.told = true;
    if (state === 'filled' && order.filled >= order.intent.size) return;
    const as = howEnded(state);
    if (as === null) return;
    const { orderId } = order.intent;
    tellKernel(this.#context, order.intent, { kind: 'done', order: orderId, state: as, reason });
  }

  async #hearFill(fill: VenueFill): Promise<void> {
    const order = this.#byVenueOrder.get(fill.venueOrderId);
    if (order === undefined) await this.fills.book(fill);
    else await order.inTurn(() => this.#bookFill(order, fill));
  }

  async #bookFill(order: TrackedOrder, fill: VenueFill): Promise<void> {
    const intent = await this.fills.book(fill);
    if (intent === null) return;
    const more = intent.filled - order.filled;
    if (more > 0 && order.claimed > 0) this.#claim(order, -Math.min(order.claimed, more));
    order.filled = intent.filled;
    order.state = intent.state;
    order.proof = null;
    order.unknownSince = null;
    this.#countUnknown();
    if (isTerminal(intent.state)) this.#tell(order, intent.state, intent.reason ?? 'filled');
  }

  async #hearOrder(venueOrderId: string, news: OrderNews): Promise<void> {
    const order = this.#byVenueOrder.get(venueOrderId);
    // Of an order that ended: its end was told by another way already.
    if (order === undefined) return;
    await order.inTurn(() => this.#orderNews(order, news));
  }

  async #orderNews(order: TrackedOrder, news: OrderNews): Promise<void> {
    // What the channel says before the POST was answered: the venue has it.
    if (order.state === 'planned' || order.state === 'signed') return;
    switch (news.kind) {
      case 'placed':
        await this.#exists(order, news.status === 'delayed' ? 'delayed' : 'live');
        return;
      case 'updated':
        await this.#exists(order, 'live');
        order.lookWanted ||= news.matched > order.filled + DUST;
        return;
      case 'rejected':
        if (order.filled === 0) await this.#end(order, 'rejected', news.reason);
        else order.lookWanted = true;
        return;
      default:
        if (news.matched > order.filled + DUST) order.lookWanted = true;
        else await this.#end(order, endedAs(order, this.#context.ports.clock.now()), news.reason);
    }
  }

  async #cancel(order: TrackedOrder): Promise<void> {
    if (order.cancelling || !isAtVenue(order.state)) return;
    order.cancelling = true;
    order.cancelledAtMs = this.#context.ports.clock.monotonicMs();
    try {
      const { ports, store, venue } = this.#context;
      const fence = this.#context.fence();
      if (fence === null) return;
      await store.requestCancel(fence, order.intent.id, ports.clock.now());
      const outcome = await venue.cancel(order.intent.venueOrderId);
      if (outcome.kind === 'unknown') return;
      if (outcome.kind === 'refused' && !outcome.gone) {
        this.#context.alert({ severity: 'info', topic: 'cancel-refused', detail: outcome.reason });
        return;
      }
      if (order.proof !== null && outcome.kind === 'refused') order.proof.cancelSaidGone();
      order.lookWanted = true;
    } finally {
      order.cancelling = false;
    }
  }

  async #replace(old: OrderId, outbound: OutboundOrder): Promise<void> {
    const order = this.#byOrder.get(old);
    if (order === undefined || !order.isOpen) {
      this.#context.report({
        kind: 'done',
        order: outbound.id,
        state: 'rejected',
        reason: 'nothing to replace',
      });
      return;
    }
    order.cancelWanted = true;
    await this.#cancel(order);
    const until = this.#context.ports.clock.monotonicMs() + ROUND_MS;
    while (order.isOpen && this.#context.ports.clock.monotonicMs() < until)
      await wait(this.#context.ports.timers, 50);
    if (!order.isOpen && order.filled === 0) await this.#place(outbound);
    else {
      const reason = order.isOpen
        ? 'the order to be replaced would not go'
        : 'the order to be replaced was filled';
      this.#context.report({ kind: 'done', order: outbound.id, state: 'rejected', reason });
    }
  }

  async #look(): Promise<boolean> {
    const { ports, venue } = this.#context;
    const looked = this.open.filter(({ state }) => state !== 'planned' && state !== 'signed');
    const oldest = Math.min(ports.clock.now(), ...looked.map(({ intent }) => intent.createdAt)) as Micros;
    // Trades are read after the open orders: what traded between the two is in the second reading.
    const open = await venue.openOrders();
    if (open.kind === 'failed') return false;
    const fills = await venue.fillsSince((this.fills.readFrom(oldest) - LOOK_BACK) as Micros);
    if (fills.kind === 'failed') return false;
    const isOpen = new Set(open.value.map(({ venueOrderId }) => venueOrderId));
    const traded = new Set(fills.value.map(({ venueOrderId }) => venueOrderId));
    for (const fill of fills.value) if (this.fills.isNews(fill)) await this.#hearFill(fill);
    const channelHealthy =
      this.#context.gate.userChannelUp && (this.#channelBrokenAt ?? -1) < (this.#previousLookAt ?? 0);
    for (const order of looked) {
      const id = order.intent.venueOrderId;
      const look = { at: open.at, open: isOpen.has(id), traded: traded.has(id) };
      await order.inTurn(() => this.#conclude(order, look, channelHealthy));
    }
    this.#previousLookAt = open.at;
    return true;
  }

  async #conclude(order: TrackedOrder, look: Look, channelHealthy: boolean): Promise<void> {
    if (!order.isOpen || order.state === 'sending') return;
    const verdict = judgeLook(order, look);
    if (look.open || look.traded) order.lookWanted = false;
    switch (verdict.kind) {
      case 'exists':
        order.absentSince = null;
        await this.#exists(order, 'live');
        return;
      case 'ended':
        if (order.state === 'unknown') await this.#exists(order, 'live');
        await this.#end(order, verdict.as, verdict.reason);
        return;
      case 'look-again':
        order.absentSince ??= look.at;
        order.lookWanted = true;
        return;
      default:
        await this.#proveAbsence(order, look.at, channelHealthy);
    }
  }

  async #proveAbsence(order: TrackedOrder, at: Micros, channelHealthy: boolean): Promise<void> {
    const { proof } = order;
    if (proof === null) return;
    proof.absent({ at, channelHealthy });
    const step = proof.next(at);
    if (step.kind === 'absent') await this.#end(order, 'never-placed', 'the venue never had it');
    else if (step.kind === 'cancel') {
      const outcome = await this.#context.venue.cancel(order.intent.venueOrderId);
      if (outcome.kind === 'refused' && outcome.gone) proof.cancelSaidGone();
      else if (outcome.kind === 'cancelled') await this.#exists(order, 'live');
    }
  }

  #alertUnknown(now: Micros): void {
    for (const order of this.unknown) {
      if (order.alerted || order.unknownSince === null || now - order.unknownSince < ALERT_UNKNOWN_AFTER)
        continue;
      order.alerted = true;
      const age = Math.round((now - order.unknownSince) / MICROS_PER_MILLISECOND / 1_000);
      this.#context.alert({
        severity: 'page',
        topic: 'order-unknown',
        detail: `${order.intent.id} for ${age} s`,
      });
    }
  }

  #hearForeign(event: {
    readonly what: 'order' | 'trade';
    readonly id: string;
    readonly detail: string;
  }): void {
    this.#context.alert({
      severity: 'warning',
      topic: `foreign-${event.what}`,
      detail: `${event.id} ${event.detail}`,
    });
    if (event.what === 'trade')
      this.#context.gate.observeOnly(`a trade that is not of this session: ${event.id}`);
  }

  #hearUnrecognised(event: { readonly venueOrderId: string | null; readonly detail: string }): void {
    this.#context.alert({ severity: 'page', topic: 'unrecognised', detail: event.detail });
    this.#context.gate.observeOnly(
      `the venue said something that this version does not know: ${event.detail}`,
    );
    const order = event.venueOrderId === null ? undefined : this.#byVenueOrder.get(event.venueOrderId);
    if (order !== undefined) order.lookWanted = true;
  }
}

const isAtVenue = (state: IntentState): boolean =>
  state === 'live' || state === 'partial' || state === 'delayed' || state === 'unknown';

function endedAs({ intent, cancelWanted }: TrackedOrder, now: Micros): IntentState {
  const { expiresAt } = intent;
  return expiresAt !== null && !cancelWanted && now >= expiresAt - 61 * MICROS_PER_SECOND
    ? 'expired'
    : 'cancelled';
}
