import type { Catalog } from '../../engine/catalog.js';
import type { MarketIndex } from '../../engine/ids.js';
import type { Micros, Price, Usd } from '../../engine/units.js';
import type { Ports } from '../ports/ports.js';
import type { LiveLimits } from '../safety/live-limits.js';
import type { TradingGate } from '../safety/trading-gate.js';
import type { JournalBuffer } from '../session/journal-buffer.js';
import type { Fence, LiveStore } from '../store/live-store.js';
import type { Instruments, VenueAdapter } from '../venues/venue-adapter.js';
import type { DeskReport } from './desk-report.js';

/** What somebody has to know about. `page` = a person must look now. */
export interface Alert {
  readonly severity: 'info' | 'warning' | 'page';
  readonly topic: string;
  readonly detail: string;
}

/** What the desk is given: everything that it may use, and everybody whom it tells. */
export interface DeskContext {
  readonly account: string;
  readonly session: string;
  readonly strategy: string;
  readonly catalog: Catalog;
  readonly instruments: Instruments;
  readonly venue: VenueAdapter;
  readonly store: LiveStore;
  readonly ports: Ports;
  readonly gate: TradingGate;
  readonly limits: LiveLimits;
  /** How long one POST may take. */
  readonly postTimeoutMs: number;
  /** A session that is taken up again goes on with another one. */
  journal(): JournalBuffer;
  /** `null` = this process leads no more. */
  fence(): Fence | null;
  /** Milliseconds for which the lease certainly still holds. */
  leaseLeftMs(): number;
  dayStart(): Micros;
  isInPlay(market: MarketIndex): boolean;
  /** Mid of YES in 1e-4 dollars, halves included; `null` = not known. */
  mid(market: MarketIndex): number | null;
  /** Cash that an entry needs at its worst, fee included. */
  reserve(market: MarketIndex, order: { readonly limit: Price; readonly size: number }): Usd;
  report(report: DeskReport): void;
  alert(alert: Alert): void;
  halt(source: string, reason: string): void;
  /** Another process leads this account now: stop everything, write nothing. */
  standDown(reason: string): void;
}
