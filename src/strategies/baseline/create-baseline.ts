import { assert, assertNever } from '../../engine/assert.js';
import type { MarketIndex } from '../../engine/ids.js';
import { MICROS_PER_DAY } from '../../engine/units.js';
import type { BaselineTracker } from './baseline-tracker.js';
import { BeforeStartBaseline, lastMidBeforeStart, twapBeforeStart } from './before-start.js';
import { type ExternalLine, ExternalLineBaseline } from './external-line.js';
import { LaggedTwapBaseline } from './lagged-twap.js';
import { MidHistory } from './mid-history.js';
import { OpeningBaseline } from './opening.js';

/** What a dip is measured against. Every policy is as of safe. */
export type BaselinePolicy =
  /** The last mid strictly before the scheduled start. */
  | { readonly kind: 'last-mid-before-start' }
  /** The time-weighted mean of the mid over the window before the scheduled start. */
  | { readonly kind: 'twap-before-start'; readonly windowMicros: number; readonly knownShareMin: number }
  /** The first mid of the market. */
  | { readonly kind: 'opening' }
  /** The time-weighted mean over `[now - lag - window, now - lag]`, for data without start times. */
  | {
      readonly kind: 'lagged-twap';
      readonly lagMicros: number;
      readonly windowMicros: number;
      readonly knownShareMin: number;
    }
  /** A given probability of YES for each market. */
  | { readonly kind: 'external-line'; readonly lines: ReadonlyMap<MarketIndex, ExternalLine> };

/**
 * Changes of the mid that a market may keep. It bounds the memory at 64 KiB a market before the start and
 * at 1 MiB for a lagged window, which holds a change every half second for nine hours.
 */
const ENTRIES_BEFORE_START = 4_096;
const ENTRIES_LAGGED = 65_536;

/**
 * The tracker of a policy for `markets` markets. `knownShareMin` is the part of the window, 0..1, in which a
 * mid must have been known; 0 asks for any time at all.
 */
export function createBaseline(policy: BaselinePolicy, markets: number): BaselineTracker {
  switch (policy.kind) {
    case 'last-mid-before-start':
      return new BeforeStartBaseline(
        markets,
        new MidHistory(markets, ENTRIES_BEFORE_START),
        lastMidBeforeStart,
      );
    case 'twap-before-start':
      checkWindow(policy);
      return new BeforeStartBaseline(
        markets,
        new MidHistory(markets, ENTRIES_BEFORE_START),
        twapBeforeStart(policy.windowMicros, policy.knownShareMin),
      );
    case 'opening':
      return new OpeningBaseline(markets);
    case 'lagged-twap':
      checkWindow(policy);
      assert(
        policy.lagMicros >= 0 && Number.isInteger(policy.lagMicros),
        'a lag is whole microseconds, 0 or more',
      );
      return new LaggedTwapBaseline(markets, { ...policy, entriesMax: ENTRIES_LAGGED });
    case 'external-line':
      return new ExternalLineBaseline(policy.lines);
    default:
      return assertNever(policy);
  }
}

function checkWindow(policy: { readonly windowMicros: number; readonly knownShareMin: number }): void {
  const { windowMicros, knownShareMin } = policy;
  const isWhole = Number.isInteger(windowMicros) && windowMicros > 0;
  assert(isWhole && windowMicros <= 5 * MICROS_PER_DAY, 'a window is above 0 and at most five days');
  assert(knownShareMin >= 0 && knownShareMin <= 1, 'a known share is a part of the window, 0..1');
}
