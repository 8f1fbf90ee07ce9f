import type { Micros, Shares, Usd } from '../../../../engine/units.js';
import type { NewIntent } from '../../../orders/intent.js';
import type { VenueFill } from '../../../orders/venue-fill.js';
import type { HttpResult } from '../../../ports/http.js';
import type { Ports } from '../../../ports/ports.js';
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
  VenueMode,
} from '../../venue-adapter.js';
import type { TokenTable } from '../catalog/token-table.js';
import { UserChannel } from '../feeds/user-channel.js';
import type { Hosts } from '../hosts.js';
import { PublicRequests } from '../public-requests.js';
import type { ApiCredentials } from '../signing/l2-headers.js';
import { orderBody } from '../signing/order-body.js';
import { orderHash } from '../signing/order-hash.js';
import { type OrderTerms, orderTerms } from '../signing/order-terms.js';
import type { SigningAccount } from '../signing/signing-account.js';
import { readOrder, readTrade } from '../wire/user-message.js';
import { classifyCancel, readCancelAll } from './classify-cancel.js';
import { classifyBatch, classifyPlacement } from './classify-placement.js';
import { type ClockSample, clockOffsetOf } from './clock-reading.js';
import { fillsOfTrade, type OwnMarks } from './fills-of-trade.js';
import { HeartbeatChain } from './heartbeat-chain.js';
import { identifyOrder } from './identify-order.js';
import { OwnOrders } from './own-orders.js';
import { readBalanceAllowance, readClosedOnly, readGeoblock, readTime } from './permission.js';
import { PlacementBatches } from './placement-batches.js';
import { PrivateRequests } from './private-requests.js';
import type { RateBuckets } from './rate-buckets.js';
import { type Read, readBody, readPages } from './read-pages.js';
import { VenueModes } from './venue-modes.js';

/** Signs an order: in another process, which checks it first, or by a key at hand. */
export type OrderSigner = (terms: OrderTerms) => Promise<string>;

export interface PolymarketVenueOptions {
  readonly hosts: Hosts;
  readonly account: SigningAccount;
  readonly credentials: ApiCredentials;
  readonly tokens: TokenTable;
  readonly sign: OrderSigner;
  /** Shared by everything that speaks to the venue from here. */
  readonly buckets: RateBuckets;
  /** Of every request. */
  readonly timeoutMs: number;
}

/** Samples of one reading of the clock. */
const CLOCK_SAMPLES = 3;

/** Polymarket as a place where orders go. */
export class PolymarketVenue implements VenueAdapter {
  readonly name = 'polymarket';
  readonly #ports: Ports;
  readonly #options: PolymarketVenueOptions;
  readonly #requests: PrivateRequests;
  readonly #publicRequests: PublicRequests;
  readonly #modes: VenueModes;
  readonly #heartbeat: HeartbeatChain;
  readonly #ownOrders = new OwnOrders();
  readonly #own: OwnMarks;
  readonly #batches: PlacementBatches;
  #channel: UserChannel | null = null;

  constructor(ports: Ports, options: PolymarketVenueOptions) {
    const { hosts, account, credentials, timeoutMs } = options;
    this.#ports = ports;
    this.#options = options;
    this.#modes = new VenueModes(ports.clock);
    this.#requests = new PrivateRequests(
      ports,
      { host: hosts.clob, account, credentials, timeoutMs },
      options.buckets,
    );
    this.#publicRequests = new PublicRequests(ports, options.buckets, timeoutMs);
    this.#batches = new PlacementBatches(ports, (orders) => this.#post(orders));
    this.#own = {
      apiKey: credentials.key,
      funder: account.funder,
      isOwn: (id) => this.#ownOrders.has(id),
    };
    this.#heartbeat = new HeartbeatChain((body) =>
      this.#requests.send({
        ...{ method: 'POST', path: '/v1/heartbeats', query: '', body },
        ...{ lane: 'other', priority: 'cancel' },
      }),
    );
  }

  identify(draft: IntentDraft): Identification {
    const { tokens, account } = this.#options;
    const identified = identifyOrder(draft, { tokens, account, now: this.#ports.clock.now() });
    if (identified.kind === 'identified') this.#ownOrders.add(identified.identity.venueOrderId);
    return identified;
  }

  async sign(intent: NewIntent): Promise<SignedOrder> {
    const { account, credentials, sign } = this.#options;
    const terms = orderTerms(intent, account);
    const venueOrderId = orderHash(terms);
    this.#ownOrders.add(venueOrderId);
    this.#batches.announce({ venueOrderId, purpose: intent.purpose });
    const signature = await sign(terms);
    const payload = orderBody(terms, { signature, owner: credentials.key, intent });
    return { venueOrderId, payload, purpose: intent.purpose };
  }

  place(order: SignedOrder): Promise<PlaceOutcome> {
    return this.#batches.place(order);
  }

  async #post(orders: readonly SignedOrder[]): Promise<readonly PlaceOutcome[]> {
    const [order] = orders;
    const priority = order?.purpose === 'exit' ? 'reduce' : 'new';
    const to = { method: 'POST', query: '', lane: 'place', priority } as const;
    if (order !== undefined && orders.length === 1) {
      const result = await this.#requests.send({ ...to, path: '/order', body: order.payload });
      return [classifyPlacement(result, order.venueOrderId, this.#modes)];
    }
    const body = `[${orders.map(({ payload }) => payload).join(',')}]`;
    const result = await this.#requests.send({ ...to, path: '/orders', body, orders: orders.length });
    return classifyBatch(
      result,
      orders.map(({ venueOrderId }) => venueOrderId),
      this.#modes,
    );
  }

  async cancel(venueOrderId: string): Promise<CancelOutcome> {
    const result = await this.#requests.send({
      ...{ method: 'DELETE', path: '/order', query: '', body: JSON.stringify({ orderID: venueOrderId }) },
      ...{ lane: 'cancel', priority: 'cancel' },
    });
    this.#modes.note(result);
    return classifyCancel(result, venueOrderId);
  }

  async cancelAll(): Promise<Reading<readonly string[]>> {
    const result = await this.#requests.send({
      ...{ method: 'DELETE', path: '/cancel-all', query: '', body: null },
      ...{ lane: 'cancel', priority: 'cancel' },
    });
    this.#modes.note(result);
    return readCancelAll(result, this.#ports.clock.now());
  }

  async openOrders(): Promise<Reading<readonly OpenOrder[]>> {
    const at = this.#ports.clock.now();
    const read = await readPages(
      (cursor) => this.#ledger('/data/orders', `next_cursor=${cursor}`),
      readOrder,
    );
    if (read.kind === 'failed') return read;
    const value = read.value.map(({ id, token, side, price, size, matched, createdAt, at: told }) => ({
      venueOrderId: id,
      instrument: token,
      ...{ side, price, size, matched },
      createdAt: createdAt ?? told,
    }));
    return { kind: 'read', value, at };
  }

  async fillsSince(from: Micros): Promise<Reading<readonly VenueFill[]>> {
    const at = this.#ports.clock.now();
    const after = Math.max(0, Math.floor(from / 1_000_000) - 1);
    const read = await readPages(
      (cursor) => this.#ledger('/data/trades', `after=${after}&next_cursor=${cursor}`),
      (row) => fillsOfTrade(readTrade(row), this.#own, this.#options.tokens),
    );
    if (read.kind === 'failed') return read;
    const odd = read.value.find((reading) => reading.kind === 'unrecognised');
    if (odd !== undefined) return { kind: 'failed', reason: `a trade has status ${odd.status.slice(0, 60)}` };
    const lost = read.value.find((reading) => reading.kind === 'unattributed');
    if (lost !== undefined)
      return { kind: 'failed', reason: `no order in trade ${lost.tradeId} can be told to be ours` };
    return {
      kind: 'read',
      value: read.value.flatMap((each) => (each.kind === 'fills' ? each.fills : [])),
      at,
    };
  }

  async balances(instruments: readonly string[]): Promise<Reading<VenueBalances>> {
    const at = this.#ports.clock.now();
    const cash = await this.#balance('COLLATERAL', null);
    if (cash.kind === 'failed') return cash;
    const shares = new Map<string, Shares>();
    for (const token of instruments) {
      const held = await this.#balance(this.#conditionalType(token), token);
      if (held.kind === 'failed') return held;
      shares.set(token, held.value.balance as Shares);
    }
    return { kind: 'read', value: { cash: cash.value.balance as Usd, shares }, at };
  }

  async clockOffset(): Promise<Reading<{ readonly offset: number; readonly uncertainty: number }>> {
    const samples: ClockSample[] = [];
    for (let count = 0; count < CLOCK_SAMPLES; count += 1) {
      const sentAt = this.#ports.clock.now();
      const time = readBody(await this.#public(`${this.#options.hosts.clob}/time`), readTime);
      if (time.kind === 'failed') return time;
      samples.push({ venueSeconds: time.value, sentAt, receivedAt: this.#ports.clock.now() });
    }
    const value = clockOffsetOf(samples);
    return value === null
      ? { kind: 'failed', reason: 'readings of the clock contradict each other' }
      : { kind: 'read', value, at: this.#ports.clock.now() };
  }

  async permission(): Promise<Reading<{ readonly allowed: boolean; readonly reason: string }>> {
    const refusal = await this.#refusal();
    if (refusal.kind === 'failed') return refusal;
    const reason = refusal.value ?? '';
    return { kind: 'read', value: { allowed: refusal.value === null, reason }, at: this.#ports.clock.now() };
  }

  mode(): VenueMode {
    return this.#modes.mode;
  }

  async heartbeat(): Promise<Reading<boolean>> {
    const { beat, reason } = await this.#heartbeat.beat();
    if (beat === 'failed') return { kind: 'failed', reason };
    return { kind: 'read', value: beat === 'accepted', at: this.#ports.clock.now() };
  }

  start(listener: (event: VenueEvent) => void): void {
    const { hosts, credentials, tokens } = this.#options;
    this.#channel ??= new UserChannel(this.#ports, {
      ...{ url: hosts.userSocket, credentials, tokens, listener },
      own: this.#own,
    });
    this.#channel.start();
  }

  stop(): Promise<void> {
    this.#channel?.stop();
    this.#channel = null;
    return Promise.resolve();
  }

  /** Why orders may not be sent; `null` = they may. Modes follow what was read. */
  async #refusal(): Promise<Read<string | null>> {
    const geoblock = readBody(await this.#public(this.#options.hosts.geoblock), readGeoblock);
    if (geoblock.kind === 'failed') return geoblock;
    const banned = readBody(await this.#ledger('/auth/ban-status/closed-only', '', 'other'), readClosedOnly);
    if (banned.kind === 'failed') return banned;
    const { blocked, place } = geoblock.value;
    this.#modes.restrict(blocked ? 'blocked' : banned.value ? 'closed-only' : null);
    if (blocked) return { kind: 'read', value: `the venue is closed to ${place || 'this place'}` };
    if (banned.value) return { kind: 'read', value: 'the venue lets this account only close positions' };
    return this.#approvalRefusal();
  }

  /** Every exchange that a listed market settles at must be allowed to take money and shares, or its orders get stuck. */
  async #approvalRefusal(): Promise<Read<string | null>> {
    const samples = new Map(
      this.#options.tokens.markets.map(({ exchange, yes }) => [exchange.contract, yes]),
    );
    const collateral = await this.#balance('COLLATERAL', null);
    if (collateral.kind === 'failed') return collateral;
    for (const [contract, token] of samples) {
      const shares = await this.#balance(this.#conditionalType(token), token);
      if (shares.kind === 'failed') return shares;
      for (const { allowances } of [collateral.value, shares.value]) {
        if ((allowances.get(contract.toLowerCase()) ?? 0n) === 0n) {
          return { kind: 'read', value: `the wallet has not approved the exchange ${contract}` };
        }
      }
    }
    return { kind: 'read', value: null };
  }

  #conditionalType(token: string): string {
    return this.#options.tokens.token(token)?.market.version === 'v2' ? 'CONDITIONAL-V2' : 'CONDITIONAL';
  }

  async #balance(type: string, token: string | null) {
    const of = token === null ? '' : `&token_id=${token}`;
    const query = `asset_type=${type}${of}&signature_type=${this.#options.account.signatureType}`;
    return readBody(await this.#ledger('/balance-allowance', query, 'balance'), readBalanceAllowance);
  }

  #ledger(path: string, query: string, lane: 'ledger' | 'balance' | 'other' = 'ledger'): Promise<HttpResult> {
    return this.#requests.send({
      ...{ method: 'GET', path, query: query === '' ? '' : `?${query}`, body: null },
      ...{ lane, priority: 'reconcile' },
    });
  }

  #public(url: string): Promise<HttpResult> {
    return this.#publicRequests.get(url, 'other');
  }
}
