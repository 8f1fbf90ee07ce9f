import { z } from 'zod';
import type { RawTable } from '../../config/config-file.js';
import { TouchlineError } from '../../engine/errors.js';
import { exactExp, exactLog } from '../../engine/exact-math.js';
import type { RandomStream } from '../../engine/random.js';

/** What may stand at a key of a configuration that is swept. */
export type AxisValue = string | number | boolean;

/** A key that is swept, and what is tried there: a list, or a range of numbers. */
export type SweepAxis =
  | { readonly kind: 'list'; readonly key: string; readonly values: readonly AxisValue[] }
  | {
      readonly kind: 'range';
      readonly key: string;
      readonly from: number;
      readonly to: number;
      readonly log: boolean;
    };

const STEPS_MAX = 10_000;
const listSchema = z.array(z.union([z.string(), z.number(), z.boolean()])).min(1);
const rangeSchema = z
  .strictObject({
    from: z.number(),
    to: z.number(),
    step: z.number().positive().optional(),
    log: z.boolean().default(false),
  })
  .refine(({ from, to }) => to > from, { path: ['to'], message: 'more than from' })
  .refine(({ step, log }) => step === undefined || !log, { path: ['log'], message: 'either step or log' })
  .refine(({ from, log }) => !log || from > 0, { path: ['from'], message: 'above 0, with log' })
  .refine(({ from, to, step }) => step === undefined || (to - from) / step < STEPS_MAX, {
    path: ['step'],
    message: `at most ${STEPS_MAX} steps`,
  });

const isTable = (value: unknown): value is RawTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
const isRange = (value: RawTable): boolean => 'from' in value || 'to' in value;

/**
 * Reads `[axes]`: dotted keys of a configuration, each with a list of values or `{ from, to, step | log }`.
 *
 * @throws CONFIG_INVALID that names the key at fault.
 */
export function readAxes(table: RawTable, file: string): readonly SweepAxis[] {
  const axes = leavesOf(table, '').map(([key, value]) => readAxis(key, value, file));
  if (axes.length === 0) throw refused(file, 'axes: names nothing to sweep');
  return axes;
}

function leavesOf(table: RawTable, prefix: string): readonly (readonly [key: string, value: unknown])[] {
  return Object.entries(table).flatMap(([name, value]) => {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    return isTable(value) && !isRange(value) ? leavesOf(value, key) : [[key, value] as const];
  });
}

const refused = (file: string, message: string): TouchlineError =>
  new TouchlineError('CONFIG_INVALID', message, {
    where: { file },
    hint: 'an axis is `key = [value, value]` or `key = { from = 0.1, to = 0.3, step = 0.05 }`: docs/sweeps.md',
  });

function readAxis(key: string, value: unknown, file: string): SweepAxis {
  const at = `axes.${key}`;
  if (key === 'data' || key.startsWith('data.')) {
    throw refused(file, `${at}: a sweep replays one selection of one dataset, set in the base configuration`);
  }
  const schema = isTable(value) ? rangeSchema : listSchema;
  const checked = schema.safeParse(value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const place = [at, ...(issue?.path.map(String) ?? [])].join('.');
    throw refused(file, `${place}: ${issue?.message ?? 'not an axis'}`);
  }
  if (Array.isArray(checked.data)) return listAxis(key, checked.data, file);
  const { from, to, step, log } = checked.data;
  if (step === undefined) return { kind: 'range', key, from, to, log };
  const steps = Math.floor((to - from) / step + 1e-9);
  const values = Array.from({ length: steps + 1 }, (_, i) => Number((from + i * step).toPrecision(12)));
  return { kind: 'list', key, values };
}

function listAxis(key: string, values: readonly AxisValue[], file: string): SweepAxis {
  const twice = values.find((value, position) => values.indexOf(value) !== position);
  if (twice === undefined) return { kind: 'list', key, values };
  throw refused(file, `axes.${key}: ${JSON.stringify(twice)} stands there twice`);
}

/** Digits that are significant in a drawn number: finer ones would say nothing, and money has its own limits. */
export const DIGITS = 3;

/** Draws one value: of a list each alike; of a range evenly, or evenly in its logarithm. */
export function drawValue(axis: SweepAxis, random: RandomStream): AxisValue {
  if (axis.kind === 'list') return axis.values[random.integer(axis.values.length)] as AxisValue;
  const { from, to, log } = axis;
  const part = random.uniform();
  const drawn = log
    ? exactExp(exactLog(from) + part * (exactLog(to) - exactLog(from)))
    : from + part * (to - from);
  return Math.min(to, Math.max(from, Number(drawn.toPrecision(DIGITS))));
}
