import type { Micros } from '../../engine/units.js';
import { type DevigMethod, devig } from '../devig/devig.js';
import type { OutsideLine } from './outside-line.js';

/** A line as a probability; `null` = the method has none for those odds. */
interface FairLine {
  readonly knownAt: Micros;
  readonly probability: number | null;
}

/** The line that is known at an instant. */
export interface KnownLine {
  /** Of YES. */
  readonly probability: number;
  readonly knownAt: Micros;
}

/** Lines by market, each as of safe: asked at an instant, it answers with the last one that was known by then. */
export class LineBook {
  readonly #lines = new Map<string, FairLine[]>();

  constructor(lines: readonly OutsideLine[], method: DevigMethod) {
    for (const { market, knownAt, value } of lines) {
      const own = this.#lines.get(market) ?? [];
      own.push({ knownAt, probability: fairOf(value, method) });
      this.#lines.set(market, own);
    }
    for (const own of this.#lines.values()) own.sort((left, right) => left.knownAt - right.knownAt);
  }

  /** `null` = none is known yet, or the last one has no fair probability. Of two at one instant the later row holds. */
  known(market: string, now: Micros): KnownLine | null {
    const last = this.#lines.get(market)?.findLast(({ knownAt }) => knownAt <= now);
    if (last === undefined || last.probability === null) return null;
    return { probability: last.probability, knownAt: last.knownAt };
  }
}

function fairOf(value: OutsideLine['value'], method: DevigMethod): number | null {
  if (value.kind === 'probability') return value.probability;
  const fair = devig(value.odds, { method, winners: 1 });
  return fair.kind === 'fair' ? (fair.probabilities[value.outcome - 1] ?? null) : null;
}
