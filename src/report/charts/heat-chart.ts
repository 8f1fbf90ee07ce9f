import type { HeatMap } from '../sweep/heat-map.js';
import { CHART_CONFIG, type ChartSpec, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

const CELL = { width: 74, height: 34 };

/**
 * Mean Sharpe ratio over two axes: colour is the sign, strength the size, and every cell says its number; `[x, y]` are
 * what the axes are called.
 */
export function heatChart(
  { xLabels, yLabels, cells }: HeatMap,
  [x = '', y = '']: readonly string[],
): ChartSpec {
  const largest = Math.max(...cells.map(({ sharpe }) => Math.abs(sharpe)), Number.MIN_VALUE);
  const axis = { labelAngle: 0, labelLimit: 140, grid: false } as const;
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    width: { step: CELL.width },
    height: { step: CELL.height },
    data: { values: cells.map((cell) => ({ ...cell, size: Math.abs(cell.sharpe) })) },
    encoding: {
      x: {
        field: 'x',
        type: 'nominal',
        sort: [...xLabels],
        axis: { title: x, ...axis },
      },
      y: {
        field: 'y',
        type: 'nominal',
        sort: [...yLabels],
        axis: { title: y, ...axis },
      },
    },
    layer: [
      {
        mark: { type: 'rect' },
        encoding: {
          color: { condition: { test: 'datum.sharpe < 0', value: PALETTE.loss }, value: PALETTE.gain },
          opacity: {
            field: 'size',
            type: 'quantitative',
            scale: { domain: [0, largest], range: [0.06, 0.7] },
            legend: null,
          },
        },
      },
      {
        mark: { type: 'text', color: PALETTE.ink },
        encoding: { text: { field: 'sharpe', type: 'quantitative', format: '.3f' } },
      },
    ],
  };
}
