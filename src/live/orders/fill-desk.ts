import { MICROS_PER_MINUTE, type Micros } from '../../engine/units.js';
import type { FillAnswer } from '../store/live-store.js';
import type { DeskContext } from './desk-context.js';
import type { Intent } from './intent.js';
import type { OwnHoldings } from './own-holdings.js';
import { tellKernel } from './tell-kernel.js';
import { fillReport } from './tracked-order.js';
import type { FillStatus, VenueFill } from './venue-fill.js';
import { wait } from './wait.js';

/** A market rests so long after a fill in it failed. */
const COOL_DOWN = 5 * MICROS_PER_MINUTE;
const AGAIN_MS = 500;
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
  readonly #since: Micros;

  constructor(context: DeskContext, holdings: OwnHoldings) {
    this.#context = context;
    this.#holdings = holdings;
    this.#since = context.ports.clock.now();
  }

  /** Takes over what is in the store, and tells the kernel what it has not heard of it. */
  load(fills: readonly (VenueFill & { readonly intent: Intent })[], told: ReadonlySet<string>): void {
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
        return answer.intent;
      case 'duplicate': {
        const intent = await context.store.intentByVenueOrder(fill.venueOrderId);
        if (intent !== null) this.#tell(fill, intent);
        return intent;
      }
      case 'foreign':
        this.#hearForeign(fill);
        return null;
      case 'overfill':
        context.halt(
          'overfill',
          `order ${answer.intent} was filled ${answer.excess} beyond its size (1e-6 shares)`,
        );
        return null;
      case 'conflict':
        context.halt('conflict', `trade ${fill.tradeId} was told twice, and not alike: ${answer.detail}`);
        return null;
      default:
        context.standDown('another process leads this account');
        return null;
    }
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
    this.#heard.set(keyOf(fill), fill.status);
    if (this.#heard.size <= HEARD_MAX) return;
    const [oldest] = this.#heard.keys();
    if (oldest !== undefined) this.#heard.delete(oldest);
  }
}
