import type { ChartSpec } from '../report/charts/chart-config.js';
import { type Claim, readingText } from './claim.js';
import { type Column, markdownTable } from './markdown-table.js';
import { picture } from './picture.js';

/** The one thing that is asked of a kernel: tslab's `display` has it, and other kernels can be given it. */
export interface Display {
  raw(mime: string, data: string): void;
}

/** Ways to put something below a cell. */
export interface Show {
  /** Draws a chart, without a browser. */
  chart(spec: ChartSpec): Promise<void>;
  /** A table, in Markdown: it reads in a notebook and on a code host. */
  table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void;
  /**
   * What the figures say. Each claim carries the test that it rests on.
   * @throws REPORT_CLAIM when the figures no longer bear a claim out: prose must not outlive its figures.
   */
  reading(claims: readonly Claim[]): void;
}

/**
 * Shows results with the kernel's display.
 *
 * @example import { display } from 'tslab'; const show = showWith(display);
 */
export const showWith = (display: Display): Show => ({
  chart: async (spec) => display.raw('image/svg+xml', (await picture(spec)).svg),
  table: (rows, columns) => display.raw('text/markdown', markdownTable(rows, columns)),
  reading: (claims) => display.raw('text/markdown', readingText(claims)),
});
