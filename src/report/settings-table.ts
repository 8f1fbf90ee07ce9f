import Table from 'cli-table3';
import type { ConfigRow } from './report-input.js';

/** Settings with their origins as a table for a terminal. */
export function settingsTable(settings: readonly ConfigRow[]): string {
  const table = new Table({ head: ['setting', 'value', 'origin'], style: { head: [], border: [] } });
  for (const { key, value, origin } of settings) table.push([key, value, origin]);
  return table.toString();
}
