import { CHART_CONFIG, type ChartLayers, type ChartSpec, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

/** A point of a line; with `low` and `high` a band is drawn around it. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

/** A line and what it is called. */
export interface Line {
  readonly name: string;
  readonly points: readonly LinePoint[];
}

/** What an axis says: its title, its d3 format, and whether it counts in powers. */
export interface AxisWords {
  readonly title: string;
  readonly format: string;
  readonly scale?: 'linear' | 'log' | 'symlog';
  /** Where it is labelled; else where it seems right. */
  readonly ticks?: readonly number[];
}

const COLOURS = [PALETTE.accent, PALETTE.warn, PALETTE.gain, PALETTE.loss, PALETTE.ink, PALETTE.muted];

/** Lines on common axes, each with its band where it has one, and their names above. */
export function linesChart(
  lines: readonly Line[],
  options: {
    readonly width: number;
    readonly x: AxisWords;
    readonly y: AxisWords;
    readonly height?: number;
    /** A dashed line across, such as break-even. */
    readonly level?: number;
    /** Marks each point: for few of them. */
    readonly dots?: boolean;
  },
): ChartSpec {
  const { width, height = 240, level, dots = false } = options;
  const values = lines.flatMap(({ name, points }) =>
    points.map((point, order) => ({ name, order, ...point })),
  );
  const x = { ...axisOf(options.x, 'x'), axis: { ...axisOf(options.x, 'x').axis, grid: false } };
  const isLog = options.y.scale === 'log' && options.y.ticks === undefined;
  const y = axisOf(
    isLog ? { ...options.y, ticks: powerTicks(values.map((point) => point.y)) } : options.y,
    'y',
  );
  const color = {
    field: 'name',
    type: 'nominal' as const,
    scale: { domain: lines.map(({ name }) => name), range: [...COLOURS] },
    legend:
      lines.length === 1
        ? null
        : { title: null, orient: 'top' as const, symbolType: 'stroke' as const, symbolOpacity: 1 },
  };
  const layer: ChartLayers = [
    ...(level === undefined ? [] : [levelLayer(level)]),
    {
      transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
      mark: { type: 'area', opacity: 0.16 },
      encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' }, color },
    },
    {
      mark: { type: 'line', strokeWidth: 2, ...(dots && { point: { filled: true, size: 46, opacity: 1 } }) },
      encoding: { x, y, color, order: { field: 'order', type: 'quantitative' } },
    },
  ];
  return { $schema: SPEC_SCHEMA, config: CHART_CONFIG, width, height, data: { values }, layer };
}

const axisOf = ({ title, format, scale = 'linear', ticks }: AxisWords, field: 'x' | 'y') => ({
  field,
  type: 'quantitative' as const,
  // A scale of powers has no zero.
  scale:
    scale === 'log' ? { type: scale, nice: false } : { type: scale, zero: false, nice: ticks === undefined },
  axis: { title, format, tickCount: 6, ...(ticks && { values: [...ticks] }) },
});

/** Of 1, 2 and 5 times the powers of ten, those in the range of some values above 0. */
function powerTicks(values: readonly number[]): readonly number[] {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const powers = Array.from({ length: 31 }, (_, i) => Number(`1e${i - 15}`));
  return powers
    .flatMap((power) => [power, 2 * power, 5 * power])
    .filter((tick) => tick >= low && tick <= high);
}

const levelLayer = (level: number): ChartLayers[number] => ({
  data: { values: [{ level }] },
  mark: { type: 'rule', color: PALETTE.muted, strokeDash: [4, 4] },
  encoding: { y: { field: 'level', type: 'quantitative' } },
});
