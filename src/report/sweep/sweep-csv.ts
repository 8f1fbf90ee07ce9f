import type { SweepReport } from './build-sweep-report.js';
import { FIGURES } from './sweep-json.js';

const cell = (value: string | number | boolean | null): string => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The ranked trials as CSV: rank, each axis, each figure. */
export function sweepToCsv({ axes, rows }: SweepReport): string {
  const head = ['rank', ...axes, ...FIGURES];
  const lines = rows.map((row) => [row.rank, ...row.values, ...FIGURES.map((name) => row[name])]);
  return `${[head, ...lines].map((line) => line.map(cell).join(',')).join('\n')}\n`;
}
