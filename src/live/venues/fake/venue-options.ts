import type { Catalog } from '../../../engine/catalog.js';
import type { Clock } from '../../ports/clock.js';
import type { Timers } from '../../ports/timers.js';
import type { RedemptionPlan, SettlementPlan } from './exchange/settlement.js';

/** What a fake venue is made of. Everything that is not given in is a function of `seed`. */
export interface FakeVenueOptions {
  readonly catalog: Pick<Catalog, 'markets' | 'games'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly seed: string;
  /** How trades settle; the usual way when left out. */
  readonly settlement?: SettlementPlan;
  /** When decided holdings are redeemed; at once when left out. */
  readonly redeemAfterMs?: RedemptionPlan;
  /** Money of somebody who asks for API credentials, 1e-6 dollars; 0 = strangers get none. */
  readonly openingCash?: number;
  /** Stands for the size of a recorded quote without one, 1e-6 shares. */
  readonly unknownSize?: number;
  /** Rows of one page of a list. */
  readonly pageSize?: number;
}

/** How the venue does as a whole. */
export type FakeVenueMode = 'normal' | 'post-only' | 'cancel-only' | 'restarting' | 'disabled';

/** Key and wallet of somebody who trades here. */
export interface AccountOpening {
  readonly signer: string;
  /** Left out: the signer's own. */
  readonly wallet?: string;
  /** 1e-6 dollars. */
  readonly cash: number;
}

/** How much has happened. */
export interface FakeVenueCounts {
  readonly requests: number;
  readonly messages: number;
  readonly orders: number;
  readonly trades: number;
  readonly connections: number;
}
