import { kernelOptions } from '../../config/kernel-options.js';
import type { Catalog } from '../../engine/catalog.js';
import type { Micros } from '../../engine/units.js';
import type { ReplaySetup } from '../../live/session/replay-session.js';
import type { SessionSetup } from '../../live/session/session-options.js';
import type { Instruments } from '../../live/venues/venue-adapter.js';
import { liveLimitsOf } from './live-limits-of.js';
import type { LiveRun } from './live-run.js';
import { tradingDay } from './trading-day.js';

/** What the kernel of a session is given, by its configuration alone. */
export function kernelPart({ run }: LiveRun): Omit<ReplaySetup, 'catalog'> {
  const instant = 0 as Micros;
  const { risk, equityEvery, blockedDecisionsMax } = kernelOptions(run.config, run.strategy(), {
    from: instant,
    to: instant,
  });
  return { strategy: run.strategy, risk, equityEvery, blockedDecisionsMax };
}

/** What else a session is made of. */
export interface SetupParts {
  readonly mode: 'paper' | 'live';
  readonly catalog: Catalog;
  readonly instruments: Instruments;
  readonly document: string;
  readonly buildHash: string;
  readonly resume: boolean;
}

/** A session as configured. */
export function sessionSetup(run: LiveRun, parts: SetupParts): SessionSetup {
  const { timeZone } = run.run.config.account;
  return {
    ...parts,
    ...kernelPart(run),
    account: run.live.account,
    limits: liveLimitsOf(run.live),
    health: run.live.health,
    tradingDay: (at) => tradingDay(timeZone, at),
  };
}
