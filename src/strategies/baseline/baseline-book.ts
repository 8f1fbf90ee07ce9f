import type { MarketIndex } from '../../engine/ids.js';
import { instant } from '../../engine/simulation/fees/instant.js';
import { MICROS_PER_MINUTE, prob } from '../../engine/units.js';
import type { BaselineTracker } from './baseline-tracker.js';
import { type BaselinePolicy, createBaseline } from './create-baseline.js';
import type { ExternalLine } from './external-line.js';

/** A baseline as a configuration states it; durations in minutes. */
export type BaselineParameters =
  | { readonly policy: 'last-mid-before-start' }
  | { readonly policy: 'opening' }
  | { readonly policy: 'twap-before-start'; readonly windowMinutes: number; readonly knownShareMin: number }
  | {
      readonly policy: 'lagged-twap';
      readonly lagMinutes: number;
      readonly windowMinutes: number;
      readonly knownShareMin: number;
    }
  | { readonly policy: 'external-line'; readonly probability: number; readonly knownAt: string };

interface OpenBaseline {
  readonly tracker: BaselineTracker;
  readonly lines: Map<MarketIndex, ExternalLine>;
}

/** The baselines of a run whose markets may have different policies: one tracker for each set of parameters. */
export class BaselineBook {
  readonly #markets: number;
  readonly #open = new Map<BaselineParameters, OpenBaseline>();

  constructor(markets: number) {
    this.#markets = markets;
  }

  /** The tracker of `market`. `parameters` are told apart by identity. */
  of(market: MarketIndex, parameters: BaselineParameters): BaselineTracker {
    let open = this.#open.get(parameters);
    if (open === undefined) {
      const lines = new Map<MarketIndex, ExternalLine>();
      open = { lines, tracker: createBaseline(policyOf(parameters, lines), this.#markets) };
      this.#open.set(parameters, open);
    }
    if (parameters.policy === 'external-line' && !open.lines.has(market)) {
      open.lines.set(market, {
        probability: prob(parameters.probability),
        knownAt: instant(parameters.knownAt),
      });
    }
    return open.tracker;
  }
}

const micros = (minutes: number): number => Math.round(minutes * MICROS_PER_MINUTE);

function policyOf(
  parameters: BaselineParameters,
  lines: ReadonlyMap<MarketIndex, ExternalLine>,
): BaselinePolicy {
  switch (parameters.policy) {
    case 'twap-before-start':
      return {
        kind: parameters.policy,
        windowMicros: micros(parameters.windowMinutes),
        knownShareMin: parameters.knownShareMin,
      };
    case 'lagged-twap':
      return {
        kind: parameters.policy,
        lagMicros: micros(parameters.lagMinutes),
        windowMicros: micros(parameters.windowMinutes),
        knownShareMin: parameters.knownShareMin,
      };
    case 'external-line':
      return { kind: parameters.policy, lines };
    default:
      return { kind: parameters.policy };
  }
}
