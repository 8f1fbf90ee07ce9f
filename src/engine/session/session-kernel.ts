import { assertNever } from '../assert.js';
import type { Catalog } from '../catalog.js';
import { TouchlineError } from '../errors.js';
import type { MarketIndex } from '../ids.js';
import { Kernel } from '../kernel.js';
import type { KernelListener } from '../kernel-listener.js';
import type { KernelOptions } from '../kernel-options.js';
import { decisionRow, fillRow } from '../output-hash.js';
import type { FunnelRow } from '../run-result.js';
import type { VenueOptions } from '../simulation/venue-options.js';
import type { VenueReport } from '../simulation/venue-report.js';
import { stoppedBy } from '../stopped-by.js';
import type { StrategyContext } from '../strategy.js';
import type { TradingAccount } from '../trading-account.js';
import { type Micros, type Usd, usd, ZERO_SHARES } from '../units.js';
import { EventBuffer } from './event-buffer.js';
import { type Outbound, outboundRow } from './outbound.js';
import { RemoteVenue } from './remote-venue.js';
import { SessionHash } from './session-hash.js';
import type { OpeningInput, ReportInput, SessionInput } from './session-input.js';

/** What a session depends on but its inputs. */
export interface SessionOptions
  extends Pick<
    KernelOptions,
    'catalog' | 'strategy' | 'risk' | 'equityEvery' | 'blockedDecisionsMax' | 'recentOrdersMax' | 'onDecision'
  > {
  /** Of this session alone: order ids and random draws are made of it, and no two sessions may share an id. */
  readonly seed: string;
}

/** How a session reaches its surroundings. Both are called from within `apply` and must not call it. */
export interface SessionPorts {
  /** An order, a cancel or a replacement leaves. */
  send(message: Outbound): void;
  /** Hears decisions, fills, movements of cash and more as they are booked; the session keeps none. */
  readonly listener?: Partial<KernelListener>;
}

/** What may be looked at from outside. */
export type SessionView = Omit<StrategyContext, 'place' | 'cancel' | 'replace' | 'timer' | 'decide'>;

/** Ended orders that reports can still be about. */
const RECENT_ORDERS_MAX = 10_000;

/** Nothing is simulated: messages leave at once, and what resting orders meet is told by reports. */
const NOT_SIMULATED: VenueOptions = {
  latency: { entryMs: 0, cancelMs: 0, responseMs: 0 },
  queueModel: 'back',
  quoteSizeCap: ZERO_SHARES,
  staleAfterMs: 0,
  makerRebates: false,
  syntheticHalfSpread: null,
};

/**
 * The kernel of a session that lives in real time, on paper or with money. It is fed one input at a time and
 * answers at once: no promise, no clock of its own. The same inputs through a fresh one give the same decisions,
 * orders and hash.
 *
 * Its time never runs backwards: an input that is older than the last is taken at the last one's instant.
 */
export class SessionKernel {
  readonly #options: SessionOptions;
  readonly #ports: SessionPorts;
  readonly #buffer: EventBuffer;
  readonly #hash = new SessionHash();
  #kernel: Kernel | null = null;
  #state: 'new' | 'open' | 'closing' | 'stopped' = 'new';

  constructor(options: SessionOptions, ports: SessionPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#buffer = new EventBuffer(options.catalog);
  }

  /**
   * Takes one input. The first is the opening.
   *
   * @throws ENGINE_SESSION for an input out of turn, ENGINE_ORDER for a report of an order that this session never
   * placed, ENGINE_TAPE for an event of no market: these leave the session as it was. Whatever else is thrown
   * stops it for good.
   */
  apply(input: SessionInput): void {
    if (input.kind === 'opening') {
      this.#open(input);
      return;
    }
    const kernel = this.#running(input.kind);
    const step = this.#step(kernel, input);
    this.#play(kernel, step);
    if (input.kind === 'closing') this.#state = 'closing';
  }

  get catalog(): Catalog {
    return this.#options.catalog;
  }

  /** The session's clock. @throws ENGINE_SESSION before the opening. */
  get now(): Micros {
    return this.#opened.now;
  }

  /** When to feed the next `time`, again and again until it lies ahead: something is due then. Infinity = never. */
  get nextDue(): number {
    return this.#opened.nextDue;
  }

  get account(): TradingAccount {
    return this.#opened.account;
  }

  get view(): SessionView {
    return this.#opened;
  }

  /** What closing the holding of `market` at the touch would bring, fees apart, 1e-6 dollars. */
  valueOf(market: MarketIndex): Usd {
    return this.#opened.valueOf(market);
  }

  get funnel(): readonly FunnelRow[] {
    return this.#opened.funnel.rows();
  }

  /** 16 hex digits over every decision so far, kept or not. */
  get decisionsDigest(): string {
    return this.#opened.decisions.digest;
  }

  /** SHA-256 over the canonical rows of decisions, orders that left and fills so far; 64 hex digits. */
  get outputHash(): string {
    return this.#hash.digest(`decisions|${this.decisionsDigest}`);
  }

  get #opened(): Kernel {
    if (this.#kernel === null) throw outOfTurn('the session has no opening yet');
    return this.#kernel;
  }

  #open(opening: OpeningInput): void {
    if (this.#kernel !== null) throw outOfTurn('a session opens once');
    const kernel = new Kernel({
      ...this.#options,
      recentOrdersMax: this.#options.recentOrdersMax ?? RECENT_ORDERS_MAX,
      startingCash: opening.cash,
      startTime: opening.at,
      dayStarts: [],
      venue: NOT_SIMULATED,
      listener: this.#listener(),
      connect: () => new RemoteVenue(this.catalog, (message) => this.#send(message)),
    });
    kernel.takeOver(opening.positions);
    const cost = opening.positions.reduce((sum, position) => sum + position.cost, 0);
    // Books are not known yet: a day that begins now starts from what holdings cost.
    const day = opening.day ?? { startedAt: opening.at, equity: usd(opening.cash + cost) };
    kernel.beginDay(day.startedAt, day.equity);
    this.#kernel = kernel;
    this.#state = 'open';
    this.#play(kernel, () => {
      kernel.start();
      kernel.settle();
    });
  }

  #running(kind: SessionInput['kind']): Kernel {
    const kernel = this.#opened;
    if (this.#state === 'stopped') throw outOfTurn('the session was stopped by a fault');
    if (this.#state === 'closing' && kind !== 'report' && kind !== 'time') {
      throw outOfTurn(`the session is closing: it takes reports and time, not ${kind}`);
    }
    return kernel;
  }

  /** What an input will do; what is wrong with the input itself is found before anything happens. */
  #step(kernel: Kernel, input: Exclude<SessionInput, OpeningInput>): () => void {
    switch (input.kind) {
      case 'events': {
        const tape = this.#buffer.tape(input.events, kernel.now);
        return () => {
          kernel.feed(tape);
          kernel.settle();
        };
      }
      case 'report': {
        const report = venueReport(kernel.account, input);
        return () => kernel.report(report, later(kernel.now, input.at));
      }
      case 'time':
        return () => kernel.reach(later(kernel.now, input.at));
      case 'dayStart':
        return () => kernel.beginDay(input.at);
      case 'closing':
        return () => {
          kernel.reach(later(kernel.now, input.at));
          kernel.stop();
          kernel.settle();
        };
      default:
        return assertNever(input);
    }
  }

  #play(kernel: Kernel, step: () => void): void {
    try {
      step();
    } catch (cause) {
      this.#state = 'stopped';
      throw stoppedBy(cause, { strategy: this.#options.strategy.name, time: kernel.now });
    }
  }

  #send(message: Outbound): void {
    this.#hash.add(outboundRow(message, this.#slugOf));
    this.#ports.send(message);
  }

  #listener(): KernelListener {
    const outer = this.#ports.listener ?? {};
    return {
      decision: (record) => {
        this.#hash.add(decisionRow(record, this.#slugOf));
        outer.decision?.(record);
      },
      fill: (fill) => {
        this.#hash.add(fillRow(fill));
        outer.fill?.(fill);
      },
      movement: (row) => outer.movement?.(row),
      settlement: (row) => outer.settlement?.(row),
      roundTrip: (trip) => outer.roundTrip?.(trip),
      equity: (point) => outer.equity?.(point),
    };
  }

  readonly #slugOf = (market: number): string => this.catalog.markets[market]?.slug ?? '';
}

const outOfTurn = (message: string): TouchlineError => new TouchlineError('ENGINE_SESSION', message);

const later = (now: Micros, at: Micros): Micros => Math.max(now, at) as Micros;

/** A report in the kernel's words. @throws ENGINE_ORDER for an order that this session did not place. */
function venueReport(account: TradingAccount, input: ReportInput): VenueReport {
  const order = account.order(input.order);
  const { report } = input;
  if (report.state === 'live') return { kind: 'live', order };
  if ('price' in report) {
    const { state, price, size, fee, liquidity } = report;
    return { kind: state, order, price, size, fee, liquidity };
  }
  const { state, reason } = report;
  return state === 'cancelRefused' ? { kind: state, order, reason } : { kind: 'done', order, state, reason };
}
