import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BacktestReport } from '../report/backtest-report.js';
import { buildBacktestReport } from '../report/build-backtest-report.js';
import type { ReportInput } from '../report/report-input.js';
import { renderTerminal } from '../report/terminal.js';
import { wantsColour } from '../report/terminal-colour.js';
import { toJson } from '../report/to-json.js';
import { makeOutFolder } from './out-folder.js';

export interface PrintOptions {
  readonly json?: boolean;
  readonly out?: string;
}

/** Prints a run: JSON or tables on standard output, and the HTML file where one was asked for. */
export async function printReport(input: ReportInput, options: PrintOptions): Promise<void> {
  const report = buildBacktestReport(input);
  const written = options.out === undefined ? null : await writeHtml(report, options.out);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(toJson(report), null, 2)}\n`);
    return;
  }
  const width = process.stdout.columns ?? 100;
  process.stdout.write(
    `${renderTerminal(report, { colour: wantsColour(process.env, process.stdout.isTTY), width })}\n`,
  );
  if (written !== null) process.stdout.write(`\nReport: ${written}\n`);
}

/** Writes the report as one HTML file and returns its path. */
export async function writeHtml(report: BacktestReport, directory: string): Promise<string> {
  const { renderHtml } = await import('../report/html.js');
  makeOutFolder(directory);
  const path = join(directory, `backtest-${report.runId}.html`);
  await writeFile(path, await renderHtml(report));
  return path;
}
