import { mergeTables, type RawTable } from '../../config/config-file.js';
import { TouchlineError } from '../../engine/errors.js';
import { randomStream } from '../../engine/random.js';
import { embedFiles } from '../embed-files.js';
import type { LoadedStrategy } from '../load-strategy.js';
import { type PreparedRun, prepareLoaded, prepareRun } from '../prepare-run.js';
import { configHashOf } from '../run-inputs.js';
import { type AxisValue, drawValue, type SweepAxis } from './sweep-axes.js';
import { type SweepFile, TRIALS_MAX } from './sweep-file.js';

/** One configuration of a sweep that was checked. */
export interface PlannedTrial {
  /** What stands at each axis, in the order of the axes. */
  readonly values: readonly AxisValue[];
  readonly raw: RawTable;
  readonly run: PreparedRun;
  readonly configHash: string;
}

/**
 * The trials of a sweep, each configuration once, in the order of the grid or of the draws.
 *
 * @param loaded the strategy of the base, which an axis may replace by another that comes along.
 * @throws CONFIG_INVALID when any of them is not a configuration that runs, before one has run.
 */
export function planTrials(sweep: SweepFile, loaded: LoadedStrategy): readonly PlannedTrial[] {
  const drawn = sweep.search.method === 'random' ? draws(sweep, sweep.search) : grid(sweep);
  const distinct = new Map<string, PlannedTrial>();
  for (const values of drawn) {
    const trial = plannedTrial(sweep, values, loaded);
    if (!distinct.has(trial.configHash)) distinct.set(trial.configHash, trial);
  }
  return [...distinct.values()];
}

/** One configuration of a sweep, checked. @throws CONFIG_INVALID. */
export function plannedTrial(
  { file, base, axes }: Pick<SweepFile, 'file' | 'base' | 'axes'>,
  values: readonly AxisValue[],
  loaded: LoadedStrategy,
): PlannedTrial {
  const varied = axes.reduce((table, { key }, i) => mergeTables(table, tableOf(key, values[i])), base);
  // Whole by itself: the thread that runs it stands in no folder.
  const raw = embedFiles(varied, file);
  const settings = axes.map(({ key }, i) => `${key} = ${JSON.stringify(values[i])}`).join(', ');
  const name = `${file} (${settings})`;
  const run = raw['strategy'] === base['strategy'] ? prepareLoaded(loaded, raw, name) : prepareRun(raw, name);
  return { values, raw, run, configHash: configHashOf(run) };
}

/** `a.b` and a value as `{ a: { b: value } }`. */
const tableOf = (key: string, value: AxisValue | undefined): RawTable =>
  key.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as RawTable;

function grid({ file, axes }: SweepFile): readonly (readonly AxisValue[])[] {
  const lists = axes.map((axis) => valuesOf(axis, file));
  const size = lists.reduce((product, values) => product * values.length, 1);
  if (size > TRIALS_MAX) {
    throw new TouchlineError('CONFIG_INVALID', `axes: a grid of ${size} trials, at most ${TRIALS_MAX}`, {
      where: { file },
      hint: 'method = "random" draws as many as you ask for',
    });
  }
  return lists.reduce<readonly (readonly AxisValue[])[]>(
    (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
}

function valuesOf(axis: SweepAxis, file: string): readonly AxisValue[] {
  if (axis.kind === 'list') return axis.values;
  throw new TouchlineError('CONFIG_INVALID', `axes.${axis.key}: a range without step has no grid`, {
    where: { file },
    hint: 'give it a step, or use method = "random"',
  });
}

/** Each axis draws from its own stream: an axis that is added leaves the draws of the others as they were. */
function draws(
  { axes }: SweepFile,
  { trials, seed }: { readonly trials: number; readonly seed: number | string },
): readonly (readonly AxisValue[])[] {
  const streams = axes.map(({ key }) => randomStream({ seed, strategy: 'sweep', market: '', purpose: key }));
  return Array.from({ length: trials }, () =>
    axes.map((axis, i) => drawValue(axis, streams[i] as (typeof streams)[number])),
  );
}
