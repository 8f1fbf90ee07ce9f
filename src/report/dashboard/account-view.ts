import type { DecisionRecord } from '../../engine/run-result.js';
import type { Micros, Usd } from '../../engine/units.js';
import type { Intent } from '../../live/orders/intent.js';
import type { FillStatus, VenueFill } from '../../live/orders/venue-fill.js';
import { isFresh, type SessionPulse } from '../../live/session/session-pulse.js';
import type { AccountRow, Holding, KillRow, LedgerTotals } from '../../live/store/live-store.js';

/** A decision of a live session and the market that it is about. */
export interface LiveDecision {
  readonly market: string;
  readonly question: string;
  readonly record: DecisionRecord;
}

/** An order with what its fills came to. */
export interface OrderLine {
  readonly intent: Intent;
  /** Mean price of the fills that have not failed, dollars; `null` = none. */
  readonly fillPrice: number | null;
  readonly fills: readonly (Pick<VenueFill, 'tradeId' | 'price' | 'size'> & {
    readonly status: FillStatus;
  })[];
}

/** One account as it stands, from the store and from what its session tells of itself. */
export interface AccountView {
  readonly at: Micros;
  readonly account: AccountRow;
  /** Process of this machine that trades it; `null` = none does. */
  readonly pid: number | null;
  /** A session that was begun and not ended; `null` = none. */
  readonly unfinished: {
    readonly id: string;
    readonly strategy: string;
    readonly startedAt: Micros;
  } | null;
  readonly halts: readonly KillRow[];
  /** `null` = no session of this folder ever told anything of itself. */
  readonly pulse: SessionPulse | null;
  readonly totals: LedgerTotals;
  /** Realised and settled in the last 24 hours, fees included. */
  readonly profitOfDay: Usd;
  /** As the store has them; a pulse knows their prices too. */
  readonly holdings: readonly Holding[];
  /** Every open one and the newest of those that ended lately, newest first. */
  readonly orders: readonly OrderLine[];
  /** Those that acted, newest first. */
  readonly decisions: readonly LiveDecision[];
}

/** How an account is doing, as far as anybody here knows. */
export type Standing = 'ready' | 'observing' | 'halted' | 'starting' | 'silent' | 'idle' | 'died';

/**
 * - `silent`: its process is there and has told nothing for ten seconds;
 * - `died`: no process, and a session that was never ended;
 * - `idle`: nobody trades it and nothing is left open.
 */
export function standingOf(view: AccountView): Standing {
  if (view.pid === null) return view.unfinished === null ? 'idle' : 'died';
  const { pulse } = view;
  if (pulse === null) return 'starting';
  if (!isFresh(pulse.at, view.at)) return 'silent';
  switch (pulse.state) {
    case 'ready':
    case 'observing':
    case 'halted':
      return pulse.state;
    default:
      return 'starting';
  }
}
