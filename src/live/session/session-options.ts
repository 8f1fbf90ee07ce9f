import type { Catalog } from '../../engine/catalog.js';
import type { RiskLimits } from '../../engine/risk/limits.js';
import type { Strategy } from '../../engine/strategy.js';
import type { Micros } from '../../engine/units.js';
import type { Alert } from '../orders/desk-context.js';
import type { Ports } from '../ports/ports.js';
import type { HealthLimits } from '../safety/health-limits.js';
import type { KillSource } from '../safety/kill-source.js';
import type { LiveLimits } from '../safety/live-limits.js';
import type { LiveStore } from '../store/live-store.js';
import type { MarketFeed } from '../venues/market-feed.js';
import type { Instruments, VenueAdapter } from '../venues/venue-adapter.js';

/** What a session is made of, whatever the venue. */
export interface SessionSetup {
  readonly account: string;
  readonly mode: 'paper' | 'live';
  /** Makes a fresh strategy: a kernel that is built anew starts from one. */
  strategy(): Strategy;
  readonly catalog: Catalog;
  readonly instruments: Instruments;
  readonly risk: RiskLimits;
  readonly limits: LiveLimits;
  readonly health: HealthLimits;
  readonly equityEvery: Micros;
  readonly blockedDecisionsMax: number;
  /** Effective configuration and catalog as text: with the journal, all that a replay needs. */
  readonly document: string;
  readonly buildHash: string;
  /** When the trading day that holds `at` began, and when the next begins. */
  tradingDay(at: Micros): { readonly start: Micros; readonly next: Micros };
  /** An open session of the same document is taken up again; false = always begin a new one. */
  readonly resume: boolean;
  /** How soon what waits is written, how often the process looks whether it wakes late, and how it does; left out = as live. */
  readonly rhythm?: { readonly flushMs: number; readonly loopSampleMs: number; readonly tickMs: number };
}

/** Whom a session works with. */
export interface SessionPartners {
  readonly ports: Ports;
  readonly store: LiveStore;
  readonly venue: VenueAdapter;
  readonly feed: MarketFeed;
  readonly killSources: readonly KillSource[];
  /** Names this process among those that ask for the lease. */
  readonly holder: string;
  alert(alert: Alert): void;
  /** The session cannot go on: another leads, or a fault. The process is to end. */
  ended(reason: string): void;
}

/** How a session does, for whoever looks. */
export type SessionState = 'starting' | 'observing' | 'ready' | 'halted' | 'stopping' | 'stopped';

export const LEASE_TTL_MS = 15_000;
export const POST_TIMEOUT_MS = 5_000;
