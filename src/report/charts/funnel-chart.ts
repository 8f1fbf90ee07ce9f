import type { FunnelRow } from '../../engine/run-result.js';
import { formatCount, formatPercent } from '../format.js';
import { CHART_CONFIG, type ChartSpec, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

const WORDS = {
  all: {
    never: 'never reached',
    of: 'passed of reached',
    share: 'pass',
    alone: 'blocked alone',
    axis: 'decisions (log scale): wide bar = reached, narrow = passed',
  },
  any: {
    never: 'never looked at',
    of: 'fired of looked at',
    share: 'fire',
    alone: 'fired alone',
    axis: 'looks at a holding (log scale): wide bar = all, narrow = fired',
  },
} as const;

/**
 * Gates of one action in their order: what reached each, what passed, and what it blocked by itself. With rules
 * of `any`, one of which is enough: how often each was looked at, fired, and fired alone.
 */
export function funnelChart(
  rows: readonly FunnelRow[],
  options: { readonly width: number; readonly rules: 'all' | 'any' },
): ChartSpec {
  const words = WORDS[options.rules];
  const most = rows.reduce((max, row) => Math.max(max, row.reached), 1);
  const values = rows.map(({ gate, reached, passed, blockedAlone }) => ({
    gate,
    reached,
    passed,
    dry: options.rules === 'all' && reached > 0 && passed === 0,
    label: reached === 0 ? words.never : `${formatCount(passed)} of ${formatCount(reached)}`,
    share: reached === 0 ? '' : formatPercent(passed / reached),
    alone: blockedAlone === 0 ? '' : formatCount(blockedAlone),
  }));
  const x = { scale: { type: 'symlog', domain: [0, most], nice: false } } as const;
  const column = (field: string, offset: number, title: string): object[] => [
    {
      mark: { type: 'text', align: 'right' },
      encoding: { x: { value: options.width + 15 + offset }, text: { field }, color: toneOfGate },
    },
    {
      data: { values: [{ title }] },
      mark: { type: 'text', align: 'right', color: PALETTE.muted, baseline: 'bottom' },
      encoding: { x: { value: options.width + 15 + offset }, y: { value: -6 }, text: { field: 'title' } },
    },
  ];
  const layer = [
    {
      mark: { type: 'bar', color: PALETTE.soft, height: { band: 0.8 } },
      encoding: { x: { ...x, field: 'reached', type: 'quantitative', axis: axisFor(most, words.axis) } },
    },
    {
      mark: { type: 'bar', color: PALETTE.accent, height: { band: 0.46 } },
      encoding: { x: { ...x, field: 'passed', type: 'quantitative' } },
    },
    ...column('label', 160, words.of),
    ...column('share', 225, words.share),
    ...column('alone', 320, words.alone),
  ];
  // The columns are built from data; the compiler of the chart checks them again.
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    width: options.width,
    height: { step: 30 },
    data: { values },
    encoding: {
      y: {
        field: 'gate',
        type: 'nominal',
        sort: null,
        axis: { title: null, labelColor: PALETTE.ink, labelFontSize: 13, labelLimit: 220, minExtent: 130 },
      },
    },
    layer,
  } as ChartSpec;
}

const toneOfGate = { condition: { test: 'datum.dry', value: PALETTE.loss }, value: PALETTE.ink };

function axisFor(most: number, title: string): object {
  const values = [0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000].filter(
    (tick) => tick <= most,
  );
  return {
    title,
    values,
    format: ',d',
    labelOverlap: true,
  };
}
