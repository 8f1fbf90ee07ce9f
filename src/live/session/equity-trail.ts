import { MICROS_PER_SECOND, type Micros, type Usd } from '../../engine/units.js';

/** Equity at an instant: cash and the liquidation value of what is held. */
export interface TrailPoint {
  readonly time: Micros;
  readonly equity: Usd;
}

/** Points that a trail holds at most; at that number it is thinned to about half. */
const POINTS_MAX = 1_024;
/** Of so many points in a row the lowest and the highest stay. */
const GROUP = 4;
/** Points that follow sooner are left out. */
const APART = 5 * MICROS_PER_SECOND;

/** Equity over the life of a session, in bounded memory: older stretches thin out; its start, highs and lows stay. */
export class EquityTrail {
  #points: TrailPoint[] = [];

  /** Oldest first. */
  get points(): readonly TrailPoint[] {
    return this.#points;
  }

  /** Takes a point that lies at least five seconds after the last; leaves out others. */
  add(time: Micros, equity: Usd): void {
    const last = this.#points.at(-1);
    if (last !== undefined && time - last.time < APART) return;
    this.#points.push({ time, equity });
    if (this.#points.length >= POINTS_MAX) this.#points = thinned(this.#points);
  }
}

function thinned(points: readonly TrailPoint[]): TrailPoint[] {
  const kept: TrailPoint[] = [];
  for (let from = 0; from < points.length; from += GROUP) {
    const group = points.slice(from, from + GROUP);
    const equities = group.map(({ equity }) => equity);
    const low = equities.indexOf(Math.min(...equities) as Usd);
    const high = equities.lastIndexOf(Math.max(...equities) as Usd);
    kept.push(...group.filter((_, i) => i === low || i === high || from + i === 0));
  }
  return kept;
}
