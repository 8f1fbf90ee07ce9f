import type { Config, TopLevelSpec } from 'vega-lite';
import { PALETTE } from './palette.js';

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** What all charts share: quiet axes, no frame, the page's font, transparent ground. */
export const CHART_CONFIG: Config = {
  background: 'transparent',
  font: FONT,
  view: { stroke: null },
  axis: {
    labelColor: PALETTE.muted,
    labelFontSize: 12,
    titleColor: PALETTE.muted,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titlePadding: 10,
    gridColor: PALETTE.grid,
    domain: false,
    ticks: false,
    labelPadding: 6,
    labelLimit: 320,
  },
  legend: { labelColor: PALETTE.ink, labelFontSize: 12, symbolStrokeWidth: 3, labelLimit: 0 },
  text: { color: PALETTE.ink, fontSize: 12 },
  title: { color: PALETTE.ink, fontSize: 13, fontWeight: 600, anchor: 'start' },
};

export const SPEC_SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** d3 format of a money axis that spans `range` dollars. */
export const moneyAxis = (range: number): string => (range < 6 ? ',.2f' : ',.0f');

/** Label of a tick on a UTC axis: the year on New Year, the day at midnight, else the time of 24 hours. */
export const UTC_LABEL =
  "utcFormat(datum.value, utchours(datum.value) + utcminutes(datum.value) > 0 ? '%H:%M' : utcFormat(datum.value, '%j') === '001' ? '%Y' : '%b %-d')";

/** The same where less than ten minutes are shown: with seconds. */
export const UTC_SECONDS_LABEL = "utcFormat(datum.value, '%H:%M:%S')";

/** d3 format of dollars with their sign. */
export const SIGNED_FORMAT = '+,.2f';

export type ChartSpec = TopLevelSpec;
/** The layers of a chart, for those that are put together from parts. */
export type ChartLayers = Extract<TopLevelSpec, { layer: unknown }>['layer'];
