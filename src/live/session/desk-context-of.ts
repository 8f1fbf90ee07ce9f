import type { MarketIndex } from '../../engine/ids.js';
import type { SessionKernel } from '../../engine/session/session-kernel.js';
import type { Micros } from '../../engine/units.js';
import type { DeskContext } from '../orders/desk-context.js';
import type { TradingGate } from '../safety/trading-gate.js';
import type { LeaseKeeper } from './lease-keeper.js';
import { reserveFor } from './reserve-for.js';
import type { SessionCore } from './session-core.js';
import { POST_TIMEOUT_MS, type SessionPartners, type SessionSetup } from './session-options.js';

/** What the session itself lends its desk. */
export interface DeskLoan {
  readonly core: SessionCore;
  readonly gate: TradingGate;
  readonly lease: LeaseKeeper;
  dayStart(): Micros;
  halt(source: string, reason: string): void;
  standDown(reason: string): void;
}

/** Everything that a desk is given, from the parts of a session. */
export function deskContext(setup: SessionSetup, partners: SessionPartners, loan: DeskLoan): DeskContext {
  const { account, catalog, instruments, limits } = setup;
  const { ports, store, venue } = partners;
  const { core, gate, lease } = loan;
  return {
    account,
    session: core.row.id,
    strategy: core.row.strategy,
    catalog,
    instruments,
    venue,
    store,
    ports,
    gate,
    limits,
    journal: () => core.journal,
    postTimeoutMs: POST_TIMEOUT_MS,
    fence: () => lease.fence,
    leaseLeftMs: () => lease.leftMs(),
    dayStart: () => loan.dayStart(),
    isInPlay: (market) => isInPlay(core.kernel, market, ports.clock.now()),
    mid: (market) => core.kernel.view.book(market).mid,
    reserve: (market, order) => reserveFor(core.kernel.view.feePerShare(market, order.limit), order),
    report: (report) => core.report(report),
    alert: (alert) => partners.alert(alert),
    halt: (source, reason) => loan.halt(source, reason),
    standDown: (reason) => loan.standDown(reason),
  };
}

/** Where it is not known whether the game has begun, it counts as begun: the stricter age of a book applies. */
function isInPlay(kernel: SessionKernel, market: MarketIndex, now: Micros): boolean {
  const { game, facts } = kernel.view.market(market);
  const phase = kernel.view.game(game).state?.phase ?? null;
  if (phase !== null && phase !== 'unknown') return phase !== 'scheduled' && phase !== 'postponed';
  return facts?.startTime == null || now >= facts.startTime;
}
