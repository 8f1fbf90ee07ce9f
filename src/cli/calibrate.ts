import { Command, InvalidArgumentError, Option } from 'commander';
import type { CalibrationMoment, CalibrationPoint } from '../data/calibration-points.js';
import type { CompleteDataset } from '../data/datasets.js';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import type { Store } from '../data/store.js';
import { TouchlineError } from '../engine/errors.js';
import {
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MILLISECOND,
  MICROS_PER_MINUTE,
} from '../engine/units.js';
import type { CalibrationInput, CalibrationSource } from '../report/calibration/calibration-report.js';
import type { Weighting } from '../research/calibration/forecast-sample.js';
import { DEFAULT_CLIP } from '../research/scores/log-loss.js';
import { RECALIBRATION_METHODS, type RecalibrationMethod } from '../strategies/calibration/recalibration.js';
import { checkStrategyOptions, type StrategyQuestion } from './calibrate-strategy.js';

interface CalibrateOptions extends StrategyQuestion {
  readonly csv?: string;
  readonly horizon?: readonly Horizon[];
  readonly baseline?: 'close';
  readonly sport?: string;
  readonly from?: number;
  readonly weight: Weighting;
  readonly resamples?: number;
  readonly seed: number;
  readonly fit?: RecalibrationMethod;
  readonly cutOff?: number;
  readonly apply?: string;
  readonly json?: boolean;
  readonly out?: string;
}

interface Horizon {
  readonly name: string;
  readonly micros: number;
}

const UNITS = { m: MICROS_PER_MINUTE, h: MICROS_PER_HOUR, d: MICROS_PER_DAY } as const;
const DEFAULT_HORIZON: Horizon = { name: '4h', micros: 4 * MICROS_PER_HOUR };

/** `touchline calibrate`: do probabilities come true as often as they say? */
export function calibrateCommand(): Command {
  const command = new Command('calibrate')
    .description('score probabilities against outcomes: do they come true as often as they say?')
    .option('--csv <file>', 'forecasts with the columns p, y and game; market, sport and time where known')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--dataset <name>', "score this dataset's prices")
    .option('--run <id>', "score a kept run's entries: touchline runs")
    .option('--config <file>', 'run this strategy and score its own probabilities and confidence')
    .addOption(
      new Option('--forecast <which>', 'what of a decision is scored').choices([
        'probability',
        'confidence',
        'mid',
      ]),
    )
    .addOption(
      new Option('--at <point>', 'read prices before this').choices(['last-quote', 'start', 'entry']),
    )
    .option('--progress <list>', 'by the game clock, parts of regulation played: 0.25,0.5,0.75', parts)
    .option('--horizon <list>', 'how long before: 4h, or several as 24h,4h,30m (default 4h)', horizons)
    .addOption(new Option('--baseline <price>', 'score the closing reference price').choices(['close']))
    .option('--include-inferred', 'also outcomes that were inferred from prices')
    .option('--sport <name>', 'this sport alone')
    .option('--from <time>', 'ISO 8601, UTC: only forecasts made from here on', instant);
  return withFitOptions(command)
    .option('--json', 'print the result as JSON (docs/calibration.md)')
    .option('--out <dir>', 'write the HTML report there')
    .addHelpText(
      'after',
      `
Examples:
  $ touchline calibrate --csv forecasts.csv
  $ touchline calibrate --dataset polymarket-us-2026-07 --horizon 4h --out reports
  $ touchline calibrate --dataset polymarket-us-2026-07 --horizon 24h,4h,1h --json | jq .corp
  $ touchline calibrate --dataset polymarket-closing-lines --baseline close
  $ touchline calibrate --run 3f2a --out reports
  $ touchline calibrate --config examples/demo.toml --progress 0.25,0.5,0.75 --json | jq .confidence
  $ touchline calibrate --dataset polymarket-closing-lines --fit logistic --cut-off 2025-06-01 --out reports`,
    )
    .action(runCalibrate);
}

const withFitOptions = (command: Command): Command =>
  command
    .addOption(new Option('--weight <unit>', 'what weighs one').choices(['game', 'row']).default('game'))
    .option(
      '--resamples <n>',
      'redraws behind bands and noise floor (default 1000, fewer beyond 20,000 rows)',
      wholeNumber(200),
    )
    .option('--seed <n>', 'seed of the redraws', wholeNumber(0), 1)
    .addOption(
      new Option(
        '--fit <method>',
        'fit a recalibration on the games before --cut-off, keep it in --out',
      ).choices(RECALIBRATION_METHODS),
    )
    .option('--cut-off <time>', 'ISO 8601, UTC: outcomes from here on are not fitted', instant)
    .option('--apply <file>', 'recalibrate by a kept calibration before scoring');

function horizons(text: string): readonly Horizon[] {
  return text.split(',').map((name) => {
    const match = /^(\d+(?:\.\d+)?)([mhd])$/.exec(name.trim());
    const unit = match?.[2];
    if (unit !== 'm' && unit !== 'h' && unit !== 'd') {
      throw new InvalidArgumentError('Wanted lengths such as 30m, 4h or 2d, with commas between several.');
    }
    return { name: name.trim(), micros: Math.round(Number(match?.[1]) * UNITS[unit]) };
  });
}

function parts(text: string): readonly number[] {
  return text.split(',').map((word) => {
    const value = /^\s*(0?\.\d+|0|1|0\.\d+)\s*$/.test(word) ? Number(word) : Number.NaN;
    if (value >= 0 && value < 1) return value;
    throw new InvalidArgumentError(
      'Wanted parts of regulation from 0 to below 1, with commas between several.',
    );
  });
}

const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Wanted a whole number of ${least} or more.`);
  };

function instant(text: string): number {
  const zoned = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const milliseconds = /Z$|[+-]\d{2}:\d{2}$/.test(zoned) ? Date.parse(zoned) : Number.NaN;
  if (Number.isFinite(milliseconds)) return milliseconds * MICROS_PER_MILLISECOND;
  throw new InvalidArgumentError(
    'Wanted a day (2026-07-14) or an instant with its zone (2026-07-14T12:00:00Z).',
  );
}

async function runCalibrate(options: CalibrateOptions): Promise<void> {
  checkOptions(options);
  const { stepPrinter } = await import('./step-printer.js');
  const { packageVersion } = await import('../config/package-version.js');
  const steps = stepPrinter();
  steps.show('reading forecasts');
  const read = await forecastsOf(options);
  const version = packageVersion();
  const ready = await recalibrated(selected(read, options), { options, version });
  steps.show('scoring, with redraws of whole games');
  const { buildCalibrationReport } = await import('../report/calibration/build-calibration-report.js');
  const { weight: weighting, seed, resamples = null } = options;
  const report = buildCalibrationReport({
    ...ready,
    weighting,
    seed,
    resamples,
    clip: DEFAULT_CLIP,
    generatedWith: version,
  });
  steps.clear();
  const { printCalibration } = await import('./print-calibration.js');
  await printCalibration(report, options);
}

async function forecastsOf(options: CalibrateOptions): Promise<Read> {
  if (options.csv !== undefined) return fromFile(options.csv);
  if (options.run === undefined && options.config === undefined) return fromStore(options);
  return (await import('./calibrate-strategy.js')).strategyForecasts(options);
}

function checkOptions(options: CalibrateOptions): void {
  const refuse = (message: string, hint: string): never => {
    throw new TouchlineError('CLI_OPTIONS', message, { hint });
  };
  const { csv, dataset, fit, cutOff, out } = options;
  const ofPrices = dataset !== undefined && options.config === undefined;
  const places = [csv !== undefined, ofPrices, options.run !== undefined, options.config !== undefined];
  if (places.filter(Boolean).length !== 1) {
    refuse(
      'the forecasts come from one place',
      'give one of --csv <file>, --dataset <name>, --run <id> and --config <file>',
    );
  }
  checkStrategyOptions(options);
  const ofStore = options.at ?? options.horizon ?? options.baseline ?? options.includeInferred;
  if (csv !== undefined && ofStore !== undefined) {
    refuse(
      'a file has its forecasts as they are',
      '--at, --horizon, --baseline and --include-inferred go with --dataset',
    );
  }
  if (options.baseline !== undefined && (options.at ?? options.horizon) !== undefined) {
    refuse('the closing price has its own moment', 'give either --baseline close or --at and --horizon');
  }
  if (fit === undefined && cutOff !== undefined) refuse('--cut-off belongs to --fit', 'add --fit logistic');
  if (fit !== undefined && (cutOff === undefined || out === undefined)) {
    refuse(
      '--fit needs to know where the past ends and where to keep the fit',
      'add --cut-off <time> and --out <dir>',
    );
  }
}

type Read = Pick<CalibrationInput, 'source' | 'points' | 'leftOut'>;

async function fromFile(path: string): Promise<Read> {
  const { readForecastCsv } = await import('../data/calibration-csv.js');
  const { basename } = await import('node:path');
  const { points, hash } = readForecastCsv(path);
  return { source: { name: basename(path), hash, moment: null, recalibratedBy: null }, points, leftOut: {} };
}

async function fromStore(options: CalibrateOptions): Promise<Read> {
  const { openStore } = await import('../data/store.js');
  const { datasetByName } = await import('../data/datasets.js');
  const store = await openStore(options.db, { mode: 'read-only' });
  try {
    const dataset = await datasetByName(store, options.dataset ?? '');
    return await pricesOf(store, dataset, options);
  } finally {
    store.close();
  }
}

async function pricesOf(store: Store, dataset: CompleteDataset, options: CalibrateOptions): Promise<Read> {
  const { calibrationPoints } = await import('../data/calibration-points.js');
  const moments = await momentsOf(store, dataset, options);
  const points: CalibrationPoint[] = [];
  const leftOut: Record<string, number> = {};
  for (const moment of moments) {
    const found = await calibrationPoints(store, dataset, {
      moment,
      includeInferred: options.includeInferred === true,
    });
    points.push(...found.points);
    for (const [reason, count] of Object.entries(found.leftOut)) {
      const named = moments.length === 1 ? reason : `${reason} (${moment.name})`;
      leftOut[named] = (leftOut[named] ?? 0) + count;
    }
  }
  const moment = moments.map(({ name }) => name).join(', ');
  const source: CalibrationSource = {
    name: dataset.name,
    hash: dataset.manifestHash,
    moment,
    recalibratedBy: null,
  };
  return { source, points, leftOut };
}

/** The moments asked for; a dataset without quotes has its closing prices alone. */
async function momentsOf(
  store: Store,
  dataset: CompleteDataset,
  { at: point, horizon, baseline }: CalibrateOptions,
): Promise<readonly CalibrationMoment[]> {
  const { summariseDataset } = await import('../data/datasets.js');
  const at = point === 'entry' ? undefined : point;
  const unasked = baseline === undefined && at === undefined && horizon === undefined;
  if (baseline === 'close' || (unasked && (await summariseDataset(store, dataset)).quotes === 0)) {
    return [{ kind: 'close', name: 'at the close' }];
  }
  const kind = at ?? 'last-quote';
  const words = kind === 'start' ? 'the start' : 'the last quote';
  return (horizon ?? [DEFAULT_HORIZON]).map(({ name, micros }) => ({
    kind,
    horizon: micros,
    name: `${name} before ${words}`,
  }));
}

function selected(read: Read, { sport, from }: CalibrateOptions): Read {
  const points = read.points
    .filter((point) => sport === undefined || point.sport === sport)
    .filter((point) => from === undefined || (point.time !== null && point.time >= from));
  if (points.length > 0) return { ...read, points };
  const known = [...new Set(read.points.map((point) => point.sport ?? 'not known'))].sort();
  throw new TouchlineError('DATA_NO_ROWS', 'no forecast is left to score', {
    where: { source: read.source.name, ...(sport === undefined ? {} : { sport }) },
    hint: `sports: ${known.join(', ') || 'none'}; with --from the forecasts need a time`,
  });
}

async function readText(file: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new TouchlineError('CLI_FILE', 'cannot read the calibration', { where: { file }, cause });
  }
}

async function recalibrated(
  read: Read,
  { options, version }: { readonly options: CalibrateOptions; readonly version: string },
): Promise<Read & Pick<CalibrationInput, 'recalibration'>> {
  const { applyCalibration, fitCalibration } = await import('../runs/calibrate-forecasts.js');
  const { fit: method, cutOff, out, apply, weight: weighting } = options;
  let ready = read;
  if (apply !== undefined) {
    const artifact = { text: await readText(apply), file: apply, source: read.source.name };
    const { points, described } = applyCalibration(read.points, artifact);
    ready = { ...read, points, source: { ...read.source, recalibratedBy: described } };
  }
  if (method === undefined || cutOff === undefined || out === undefined)
    return { ...ready, recalibration: null };
  const { text, trial } = fitCalibration(ready.points, {
    method,
    cutOff,
    source: ready.source,
    weighting,
    version,
  });
  const { writeCalibrationFile } = await import('./print-calibration.js');
  return { ...ready, recalibration: { ...trial, file: await writeCalibrationFile(text, method, out) } };
}
