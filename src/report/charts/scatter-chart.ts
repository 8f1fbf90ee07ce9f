import { CHART_CONFIG, type ChartSpec, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

/** A dot; `label` = it is picked out and named. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly label?: string;
}

/** Dots on two axes with their zero lines; a picked one stands out with its name. */
export function scatterChart(
  dots: readonly Dot[],
  options: {
    readonly width: number;
    readonly x: string;
    readonly y: string;
    /** d3 format of both axes. */
    readonly format: string;
  },
): ChartSpec {
  const { width, format } = options;
  const axis = { format, tickCount: 6 };
  const picked = { transform: [{ filter: 'isValid(datum.label)' }] };
  const zero = { type: 'rule' as const, color: PALETTE.muted, strokeDash: [4, 4] };
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    width,
    height: 300,
    data: { values: [...dots] },
    encoding: {
      x: { field: 'x', type: 'quantitative', axis: { ...axis, title: options.x } },
      y: { field: 'y', type: 'quantitative', axis: { ...axis, title: options.y } },
    },
    layer: [
      { mark: zero, encoding: { x: { datum: 0 }, y: { value: 0 }, y2: { value: 'height' } } },
      { mark: zero, encoding: { y: { datum: 0 }, x: { value: 0 }, x2: { value: 'width' } } },
      { mark: { type: 'circle', color: PALETTE.accent, size: 34, opacity: 0.4 } },
      { ...picked, mark: { type: 'circle', color: PALETTE.loss, size: 110, opacity: 1 } },
      {
        ...picked,
        mark: { type: 'text', align: 'right', dx: -10, fontWeight: 600, color: PALETTE.loss },
        encoding: { text: { field: 'label' } },
      },
    ],
  };
}
