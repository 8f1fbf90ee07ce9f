import { median } from 'simple-statistics';
import type { CalibrationPoint } from '../../data/calibration-points.js';
import { type AssessOptions, assessGroup } from '../../research/calibration/assess.js';
import { type FindingScope, findingsOf } from '../../research/calibration/finding.js';
import {
  type ForecastRow,
  forecastSample,
  type Weighting,
} from '../../research/calibration/forecast-sample.js';
import type { CalibrationGroup } from './calibration-report.js';

interface Dimension {
  readonly by: string;
  readonly scope: FindingScope;
  /** The group of a point, with its place among the others; `null` = not known. */
  readonly groupOf: (point: CalibrationPoint) => readonly [rank: number, name: string] | null;
}

/** Upper edges with the name of what lies at or below; the last name has no edge. */
function ranged(
  value: number | null,
  edges: readonly (readonly [number, string])[],
  beyond: string,
): readonly [number, string] | null {
  if (value === null) return null;
  const at = edges.findIndex(([edge]) => value <= edge);
  return at < 0 ? [edges.length, beyond] : [at, edges[at]?.[1] ?? beyond];
}

const SPREADS = [
  [0.01, 'up to 1c'],
  [0.02, 'over 1c to 2c'],
  [0.05, 'over 2c to 5c'],
] as const;
const VOLUMES = [
  [10_000, 'up to $10k'],
  [100_000, '$10k to $100k'],
  [1_000_000, '$100k to $1M'],
] as const;
const SECONDS_LEFT = [
  [300, 'up to 5 min'],
  [900, 'over 5 to 15 min'],
  [1800, 'over 15 to 30 min'],
] as const;
const ASK_SHARES = [
  [100, 'up to 100 shares'],
  [1_000, 'over 100 to 1,000 shares'],
  [5_000, 'over 1,000 to 5,000 shares'],
] as const;
/** Spreads are differences of decimals in doubles. */
const ROUNDING = 1e-9;

const DIMENSIONS: readonly Dimension[] = [
  { by: 'sport', scope: 'all', groupOf: ({ sport }) => (sport === null ? null : [0, sport]) },
  {
    by: 'price',
    scope: 'level-only',
    groupOf: ({ probability }) => {
      const tenth = Math.min(9, Math.floor(probability * 10));
      return [tenth, `${tenth * 10} to ${tenth * 10 + 10}c`];
    },
  },
  {
    by: 'spread',
    scope: 'all',
    groupOf: ({ spread }) => ranged(spread === null ? null : spread - ROUNDING, SPREADS, 'over 5c'),
  },
  { by: 'volume', scope: 'all', groupOf: ({ volume }) => ranged(volume, VOLUMES, 'over $1M') },
  {
    by: 'time left',
    scope: 'all',
    groupOf: ({ decision }) => ranged(decision?.secondsLeft ?? null, SECONDS_LEFT, 'over 30 min'),
  },
  {
    by: 'liquidity',
    scope: 'all',
    groupOf: ({ decision }) => ranged(decision?.askShares ?? null, ASK_SHARES, 'over 5,000 shares'),
  },
  { by: 'moment', scope: 'all', groupOf: ({ moment }) => (moment === null ? null : [0, moment]) },
];

export const rowOf = ({ probability, outcome, game, market }: CalibrationPoint): ForecastRow => ({
  probability,
  outcome,
  game,
  contract: market,
});

/** Assesses each sport, price tenth, spread, volume and moment; a dimension of one group says nothing new. */
export function calibrationGroups(
  points: readonly CalibrationPoint[],
  options: Omit<AssessOptions, 'name'> & { readonly weighting: Weighting },
): readonly CalibrationGroup[] {
  const parts = DIMENSIONS.flatMap((dimension) => {
    const groups = split(points, dimension);
    if (groups.length < 2) return [];
    return groups.map(({ name, members }) => ({
      by: dimension.by,
      name,
      scope: dimension.scope,
      members,
      assessment: assessGroup(forecastSample(members.map(rowOf), options.weighting), {
        ...options,
        name: `${dimension.by}/${name}`,
      }),
    }));
  });
  const findings = findingsOf(parts);
  return parts.flatMap(({ members, ...part }, i) => {
    const finding = findings[i];
    if (finding === undefined) return [];
    const spread = medianOf(members.map((point) => point.spread));
    return [{ ...part, finding, spread, ageSeconds: medianOf(members.map((point) => point.ageSeconds)) }];
  });
}

function split(points: readonly CalibrationPoint[], { groupOf }: Dimension) {
  const groups = new Map<string, { rank: number; name: string; members: CalibrationPoint[] }>();
  for (const point of points) {
    const group = groupOf(point);
    if (group === null) continue;
    const [rank, name] = group;
    const known = groups.get(name) ?? { rank, name, members: [] };
    known.members.push(point);
    groups.set(name, known);
  }
  return [...groups.values()].sort((a, b) => a.rank - b.rank || b.members.length - a.members.length);
}

function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}
