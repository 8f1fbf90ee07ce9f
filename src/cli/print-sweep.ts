import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buildSweepReport, type SweepReport } from '../report/sweep/build-sweep-report.js';
import { sweepToCsv } from '../report/sweep/sweep-csv.js';
import type { SweepInput } from '../report/sweep/sweep-input.js';
import { sweepToJson } from '../report/sweep/sweep-json.js';
import { sweepToText } from '../report/sweep/sweep-terminal.js';
import { wantsColour } from '../report/terminal-colour.js';
import { makeOutFolder } from './out-folder.js';
import type { PrintOptions } from './print-report.js';

export interface SweepPrintOptions extends PrintOptions {
  readonly csv?: boolean;
}

/** Prints a sweep: JSON, CSV or a table on standard output, and the HTML file where one was asked for. */
export async function printSweep(input: SweepInput, options: SweepPrintOptions): Promise<void> {
  const report = buildSweepReport(input);
  const written = options.out === undefined ? null : await writePage(report, options.out);
  process.stdout.write(textOf(report, options));
  if (written !== null && !options.json && !options.csv) process.stdout.write(`\nReport: ${written}\n`);
}

function textOf(report: SweepReport, { json, csv }: SweepPrintOptions): string {
  if (json) return `${JSON.stringify(sweepToJson(report), null, 2)}\n`;
  if (csv) return sweepToCsv(report);
  const colour = wantsColour(process.env, process.stdout.isTTY);
  return `${sweepToText(report, { colour, width: process.stdout.columns ?? 100 })}\n`;
}

async function writePage(report: SweepReport, directory: string): Promise<string> {
  const { sweepToHtml } = await import('../report/sweep/sweep-html.js');
  makeOutFolder(directory);
  const path = join(directory, `sweep-${basename(report.file, '.toml')}-${report.dataset.name}.html`);
  await writeFile(path, await sweepToHtml(report));
  return path;
}
