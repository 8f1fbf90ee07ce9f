import { CHART_CONFIG, type ChartSpec, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

/** One point of a mark-out curve, cents a share. */
export interface MarkOutPoint {
  readonly horizon: string;
  readonly liquidity: 'taker' | 'maker';
  readonly meanCents: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** `period end` on two lines: on a narrow chart it runs into its neighbour. */
const LABEL = "length(datum.label) > 6 ? split(datum.label, ' ') : datum.label";

/** How far the mid went the way of the fills at each horizon, takers and makers apart, with 95 % intervals by game. */
export function markOutChart(
  points: readonly MarkOutPoint[],
  options: { readonly width: number },
): ChartSpec {
  const values = points.map((point) => ({
    ...point,
    low: point.low ?? point.meanCents,
    high: point.high ?? point.meanCents,
  }));
  const sides = [...new Set(points.map(({ liquidity }) => liquidity))];
  const color = {
    field: 'liquidity',
    type: 'nominal' as const,
    scale: { domain: sides, range: [PALETTE.accent, PALETTE.warn] },
    legend: sides.length < 2 ? null : { title: null, orient: 'top' as const },
  };
  const offset = { field: 'liquidity', type: 'nominal' as const };
  const y = (field: string) => ({
    field,
    type: 'quantitative' as const,
    axis: { title: 'cents a share', tickCount: 5, format: '+.1f' },
  });
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    width: options.width,
    height: 220,
    data: { values },
    encoding: {
      x: {
        field: 'horizon',
        type: 'nominal',
        sort: null,
        axis: { title: 'after the fill', labelAngle: 0, labelLimit: 0, labelExpr: LABEL, labelFontSize: 10 },
      },
    },
    layer: [
      {
        mark: { type: 'rule', color: PALETTE.muted, strokeDash: [4, 4] },
        encoding: { x: { value: 0 }, x2: { value: 'width' }, y: { datum: 0 } },
      },
      {
        mark: { type: 'rule', strokeWidth: 4, opacity: 0.4 },
        encoding: { xOffset: offset, y: y('low'), y2: { field: 'high' }, color },
      },
      {
        mark: { type: 'circle', size: 80, opacity: 1 },
        encoding: { xOffset: offset, y: y('meanCents'), color },
      },
    ],
  };
}
