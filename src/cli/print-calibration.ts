import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calibrationToJson } from '../report/calibration/calibration-json.js';
import type { CalibrationReport } from '../report/calibration/calibration-report.js';
import { calibrationToText } from '../report/calibration/calibration-terminal.js';
import { wantsColour } from '../report/terminal-colour.js';
import { makeOutFolder } from './out-folder.js';
import type { PrintOptions } from './print-report.js';

/** Prints the report: JSON or tables on standard output, and the HTML file where one was asked for. */
export async function printCalibration(report: CalibrationReport, options: PrintOptions): Promise<void> {
  const written = options.out === undefined ? null : await writePage(report, options.out);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(calibrationToJson(report), null, 2)}\n`);
    return;
  }
  const width = process.stdout.columns ?? 100;
  const text = calibrationToText(report, { colour: wantsColour(process.env, process.stdout.isTTY), width });
  process.stdout.write(`${text}\n`);
  if (written !== null) process.stdout.write(`\nReport: ${written}\n`);
}

async function writePage(report: CalibrationReport, directory: string): Promise<string> {
  const { calibrationToHtml } = await import('../report/calibration/calibration-html.js');
  makeOutFolder(directory);
  const name = report.source.name.replaceAll(/[^\w.-]+/g, '-').replace(/\.csv$/, '');
  const moment = report.source.moment?.replaceAll(/[^\w]+/g, '-') ?? 'file';
  const path = join(directory, `calibration-${name}-${moment}.html`);
  await writeFile(path, await calibrationToHtml(report));
  return path;
}

/** Keeps a fitted calibration under its content's hash and returns its path. */
export async function writeCalibrationFile(text: string, method: string, directory: string): Promise<string> {
  makeOutFolder(directory);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const path = join(directory, `calibration-${method}-${hash}.json`);
  await writeFile(path, text);
  return path;
}
