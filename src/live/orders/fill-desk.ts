import { MICROS_PER_MINUTE, type Micros } from '../../engine/units.js';
import type { FillAnswer } from '../store/live-store.js';
import type { DeskContext } from './desk-context.js';
import type { Intent } from './intent.js';
import { isMoreForItsMoney } from './more-for-its-money.js';
import type { OwnHoldings } from './own-holdings.js';
import { tellKernel } from './tell-kernel.js';
import { DUST, fillReport } from './tracked-order.js';
import type { FillStatus, VenueFill } from './venue-fill.js';
import { wait } from './wait.js';

/** A market rests so long after a fill in it failed. */
const COOL_DOWN = 5 * MICROS_PER_MINUTE;
/** A venue's clock may be off by so much: its fills are looked for from so long before the order. */
export const CLOCKS_APART = 60 * MICROS_PER_MINUTE;
const AGAIN_MS = 500;
/** Fills that are long in becoming final are read again so often. */
const READ_PENDING_MS = 120_000;
/** A trade settles within minutes, on a bad day within half an hour. */
const LATE = 30 * MICROS_PER_MINUTE;
/** Fills whose last status is kept in memory; beyond, the store is asked. */
const HEARD_MAX = 100_000;

const RANK: Readonly<Record<FillStatus, number>> = { matched: 0, mined: 1, confirmed: 2, failed: 3 };

const keyOf = (fill: Pick<VenueFill, 'tradeId' | 'venueOrderId'>): string =>
  `${fill.tradeId} ${fill.venueOrderId}`;

/**
 * Books executions, each once however often it is told, and tells the kernel. What the kernel was told hangs on
 * what this desk has told, not on what the store had: an answer of the store that got lost changes nothing.
 */
export class FillDesk {
  readonly #context: DeskContext;
  readonly #holdings: OwnHoldings;
  readonly #heard = new Map<string, FillStatus>();
  readonly #foreign = new Set<string>();
  /** When those matched that are neither confirmed nor failed. */
  readonly #pending = new Map<string, Micros>();
  readonly #since: Micros;
  #readPendingAtMs = Number.NEGATIVE_INFINITY;
  #lateSince: Micros | null = null;

  constructor(context: DeskContext, holdings: OwnHoldings) {
    this.#context = context;
    this.#holdings = holdings;
    this.#since = context.ports.clock.now();
  }

  /** Takes over what is in the store, judges it, and tells the kernel what it has not heard of it. */
  async load(
    fills: readonly (VenueFill & { readonly intent: Intent })[],
    told: ReadonlySet<string>,
  ): Promise<void> {
    for (const intent of new Map(fills.map((fill) => [fill.intent.id, fill.intent])).values()) {
      await this.#judgeSize(intent);
    }
    for (const fill of fills) {
      this.#remember(fill);
      const wasTold = told.has(fill.tradeId + fill.intent.orderId);
      if (fill.status !== 'failed' && !wasTold)
        tellKernel(this.#context, fill.intent, fillReport(fill.intent, fill, 'fill'));
      const wasVoided = told.has(`void ${fill.tradeId}${fill.intent.orderId}`);
      if (fill.status === 'failed' && wasTold && !wasVoided) {
        tellKernel(this.#context, fill.intent, fillReport(fill.intent, fill, 'void'));
      }
    }
  }

  /**
   * Notes what the store has already, of whatever session: it is part of the holdings that this session begins with. Told
   * again it is no news, and what is still to come of it is.
   */
  async expect(now: Micros): Promise<void> {
    const { store, account } = this.#context;
    const recent = await store.fills(account, (now - CLOCKS_APART) as Micros);
    for (const fill of [...(await store.pendingFills(account)), ...recent]) {
      if (this.isNews(fill)) this.#remember(fill);
    }
  }

  /**
   * From when trades are to be read, if `oldest` is when the oldest open order was made. Now and then from further back: the
   * message that would say of a fill that it is final may never have come.
   */
  readFrom(oldest: Micros): Micros {
    const nowMs = this.#context.ports.clock.monotonicMs();
    const since = Math.min(oldest, ...this.#pending.values()) as Micros;
    if (since === oldest || nowMs - this.#readPendingAtMs < READ_PENDING_MS) return oldest;
    this.#readPendingAtMs = nowMs;
    this.#alertLate(since);
    return since;
  }

  /** Once for each fill that is the oldest of those that are not final. */
  #alertLate(since: Micros): void {
    const late = this.#context.ports.clock.now() - since;
    if (late < LATE || since === this.#lateSince) return;
    this.#lateSince = since;
    const detail = `${this.#pending.size} fills are not final, the oldest for ${Math.round(late / MICROS_PER_MINUTE)} min`;
    this.#context.alert({ severity: 'warning', topic: 'fill-pending', detail });
  }

  /** Whether this says more of a fill than was heard. */
  isNews(fill: VenueFill): boolean {
    if (this.#foreign.has(keyOf(fill))) return false;
    const before = this.#heard.get(keyOf(fill));
    return before === undefined || RANK[fill.status] > RANK[before];
  }

  /** Books `fill`. Returns its order as it stands after it; `null` = nothing was new, or it is not ours. */
  async book(fill: VenueFill): Promise<Intent | null> {
    if (!this.isNews(fill)) return null;
    const { store, ports } = this.#context;
    for (;;) {
      const fence = this.#context.fence();
      if (fence === null) return null;
      const answer = await store.recordFill(fence, fill, ports.clock.now());
      // Recording it once more is safe: what was written answers `duplicate`.
      if (answer.kind === 'ambiguous' || answer.kind === 'not-written') await wait(ports.timers, AGAIN_MS);
      else return this.#answered(fill, answer);
    }
  }

  async #answered(
    fill: VenueFill,
    answer: Exclude<FillAnswer, { readonly kind: 'ambiguous' | 'not-written' }>,
  ): Promise<Intent | null> {
    const context = this.#context;
    switch (answer.kind) {
      case 'recorded':
        this.#tell(fill, answer.intent);
        await this.#judgeSize(answer.intent);
        return answer.intent;
      case 'duplicate': {
        const intent = await context.store.intentByVenueOrder(fill.venueOrderId);
        if (intent === null) return null;
        this.#tell(fill, intent);
        await this.#judgeSize(intent);
        return intent;
      }
      case 'foreign':
        this.#hearForeign(fill);
        return null;
      case 'conflict':
        context.halt('conflict', `trade ${fill.tradeId} was told twice, and not alike: ${answer.detail}`);
        return null;
      default:
        context.standDown('another process leads this account');
        return null;
    }
  }

  /** An order that was filled beyond its size: more for its money is luck, more than its money is a fault. */
  async #judgeSize(intent: Intent): Promise<void> {
    if (intent.filled <= intent.size + DUST) return;
    const fills = await this.#context.store.fills(
      intent.account,
      (intent.createdAt - CLOCKS_APART) as Micros,
    );
    const own = fills.filter((fill) => fill.intent === intent.id && fill.status !== 'failed');
    if (isMoreForItsMoney(intent, own)) return;
    const excess = intent.filled - intent.size;
    this.#context.halt('overfill', `order ${intent.id} was filled ${excess} beyond its size (1e-6 shares)`);
  }

  #tell(fill: VenueFill, intent: Intent): void {
    // Another message of the same fill may have been booked while this one waited for the store.
    if (!this.isNews(fill)) return;
    const before = this.#heard.get(keyOf(fill)) ?? null;
    this.#remember(fill);
    this.#holdings.filled(fill, before);
    if (before === null && fill.status !== 'failed')
      tellKernel(this.#context, intent, fillReport(intent, fill, 'fill'));
    if (before !== null && fill.status === 'failed') this.#undo(fill, intent);
  }

  #undo(fill: VenueFill, intent: Intent): void {
    const { catalog, gate, ports } = this.#context;
    tellKernel(this.#context, intent, fillReport(intent, fill, 'void'));
    this.#context.alert({
      severity: 'page',
      topic: 'fill-failed',
      detail: `${fill.tradeId} of ${intent.id} was undone`,
    });
    const market = catalog.markets.find(({ slug }) => slug === intent.market);
    if (market !== undefined) gate.coolDown(market.index, (ports.clock.now() + COOL_DOWN) as Micros);
  }

  #hearForeign(fill: VenueFill): void {
    this.#foreign.add(keyOf(fill));
    // What was traded by hand before this run is in the balances that it was reconciled with.
    if (fill.venueTime < this.#since) return;
    const detail = `trade ${fill.tradeId} of order ${fill.venueOrderId} is not of this account's sessions`;
    this.#context.alert({ severity: 'warning', topic: 'foreign-trade', detail });
    this.#context.gate.observeOnly(detail);
  }

  #remember(fill: VenueFill): void {
    const key = keyOf(fill);
    this.#heard.set(key, fill.status);
    if (fill.status === 'matched' || fill.status === 'mined') this.#pending.set(key, fill.venueTime);
    else this.#pending.delete(key);
    if (this.#heard.size <= HEARD_MAX) return;
    const [oldest] = this.#heard.keys();
    if (oldest !== undefined) this.#heard.delete(oldest);
  }
}
