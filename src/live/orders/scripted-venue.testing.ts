import type { Micros, Shares, Usd } from '../../engine/units.js';
import type { Ports } from '../ports/ports.js';
import type {
  CancelOutcome,
  Identification,
  IntentDraft,
  OpenOrder,
  PlaceOutcome,
  Reading,
  SignedOrder,
  VenueAdapter,
  VenueBalances,
  VenueEvent,
} from '../venues/venue-adapter.js';
import type { NewIntent } from './intent.js';
import type { VenueFill } from './venue-fill.js';

/** A venue that does what the test says, and remembers what it was asked. */
export class ScriptedVenue implements VenueAdapter {
  readonly name = 'scripted';
  readonly posted: string[] = [];
  readonly cancelled: string[] = [];
  open: OpenOrder[] = [];
  fills: VenueFill[] = [];
  cash = 0;
  readable = true;
  place_: (order: SignedOrder) => Promise<PlaceOutcome> = () =>
    Promise.resolve({ kind: 'accepted', status: 'live' });
  cancel_: (id: string) => CancelOutcome = () => ({ kind: 'refused', gone: true, reason: 'not found' });
  readonly #ports: Pick<Ports, 'clock'>;
  #listener: ((event: VenueEvent) => void) | null = null;

  constructor(ports: Pick<Ports, 'clock'>) {
    this.#ports = ports;
  }

  tell(event: VenueEvent): void {
    this.#listener?.(event);
  }

  identify(draft: IntentDraft): Identification {
    const identity = {
      salt: 1,
      signedAtMs: 1,
      domainVersion: '2',
      contract: '0x0',
      venueOrderId: `v-${draft.id}`,
    };
    return { kind: 'identified', identity };
  }

  sign(intent: NewIntent): Promise<SignedOrder> {
    const { venueOrderId, purpose } = intent;
    return Promise.resolve({ venueOrderId, payload: JSON.stringify(intent), purpose });
  }

  place(order: SignedOrder): Promise<PlaceOutcome> {
    this.posted.push(order.venueOrderId);
    return this.place_(order);
  }

  cancel(venueOrderId: string): Promise<CancelOutcome> {
    this.cancelled.push(venueOrderId);
    return Promise.resolve(this.cancel_(venueOrderId));
  }

  cancelAll(): Promise<Reading<readonly string[]>> {
    return Promise.resolve(this.#read([]));
  }

  openOrders(): Promise<Reading<readonly OpenOrder[]>> {
    return Promise.resolve(this.#read(this.open));
  }

  fillsSince(from: Micros): Promise<Reading<readonly VenueFill[]>> {
    return Promise.resolve(this.#read(this.fills.filter(({ venueTime }) => venueTime >= from)));
  }

  balances(instruments: readonly string[]): Promise<Reading<VenueBalances>> {
    return Promise.resolve(
      this.#read({ cash: this.cash as Usd, shares: new Map(instruments.map((one) => [one, 0 as Shares])) }),
    );
  }

  clockOffset(): Promise<Reading<{ readonly offset: number; readonly uncertainty: number }>> {
    return Promise.resolve(this.#read({ offset: 0, uncertainty: 0 }));
  }

  permission(): Promise<Reading<{ readonly allowed: boolean; readonly reason: string }>> {
    return Promise.resolve(this.#read({ allowed: true, reason: '' }));
  }

  mode() {
    return 'normal' as const;
  }

  heartbeat(): Promise<Reading<boolean>> {
    return Promise.resolve(this.#read(true));
  }

  start(listener: (event: VenueEvent) => void): void {
    this.#listener = listener;
    listener({ kind: 'user-channel', up: true });
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  #read<T>(value: T): Reading<T> {
    if (!this.readable) return { kind: 'failed', reason: 'scripted' };
    return { kind: 'read', value, at: this.#ports.clock.now() };
  }
}
