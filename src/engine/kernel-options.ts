import type { Catalog } from './catalog.js';
import type { GateSheet } from './gate-sheet.js';
import type { KernelListener } from './kernel-listener.js';
import type { RiskLimits } from './risk/limits.js';
import type { Venue, VenuePorts } from './simulation/venue.js';
import type { VenueOptions } from './simulation/venue-options.js';
import type { Strategy } from './strategy.js';
import type { Micros, Usd } from './units.js';

/** What one run of the kernel is given. */
export interface KernelOptions {
  readonly catalog: Catalog;
  readonly strategy: Strategy;
  readonly startingCash: Usd;
  /** Local time of the deposit. */
  readonly startTime: Micros;
  readonly seed: string;
  readonly venue: VenueOptions;
  /** Makes the venue that orders go to; left out = a simulated one with the options of `venue`. */
  readonly connect?: (ports: VenuePorts) => Venue;
  readonly risk: RiskLimits;
  /** Ascending local times at which a trading day begins; the daily loss starts anew at each. */
  readonly dayStarts: readonly Micros[];
  /** Equity is sampled this often, on whole multiples since the epoch. */
  readonly equityEvery: Micros;
  /** Blocked decisions kept a gate. */
  readonly blockedDecisionsMax: number;
  /** Told every decision, kept or not; the sheet is reused, so it is read at once. It changes nothing of a run. */
  readonly onDecision?: (sheet: GateSheet, time: Micros) => void;
  /** Hears what the run leaves behind, which is not kept then. Left out = it is. */
  readonly listener?: KernelListener;
  /** Orders kept once they have ended; left out = all. */
  readonly recentOrdersMax?: number;
}
