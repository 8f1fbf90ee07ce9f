import { mergeTables } from '../config/config-file.js';
import { kernelOptions } from '../config/kernel-options.js';
import type { Setting } from '../config/setting-list.js';
import { type BacktestOptions, runBacktest } from '../engine/backtest.js';
import type { RunResult } from '../engine/run-result.js';
import type { Strategy } from '../engine/strategy.js';
import type { Tape } from '../engine/tape.js';
import type { Micros } from '../engine/units.js';
import { prepareRun } from './prepare-run.js';

const FAVOURITE_DIP = 'favourite-dip';

/** A table of settings nested as in a file. */
export type Settings = Readonly<Record<string, unknown>>;

/** A setting, values that it takes, and a tape on which they differ. */
export interface KnobCase {
  /** The setting as `knobName` spells it. */
  readonly knob: string;
  /** The strategy whose parameter it is. Default favourite-dip. */
  readonly strategy?: string;
  /** What else is set. */
  readonly base?: Settings;
  /** Values in turn. A table replaces the table that the setting stands in; `undefined` leaves it out. */
  readonly values: readonly unknown[];
  readonly tape: () => Tape;
  /** Run instead of the configured strategy: for settings that only another kind of strategy touches. */
  readonly probe?: () => Strategy;
}

/** The name of a setting in the list of cases: its key, and the choice under which it exists. */
export const knobName = ({ key, when }: Setting): string => (when === null ? key : `${key} [${when}]`);

/** The same with the strategy before it, for parameters of different strategies. */
export const caseName = ({ knob, strategy = FAVOURITE_DIP }: KnobCase): string =>
  knob.startsWith('parameters.') ? `${strategy}: ${knob}` : knob;

/** `{ a: { b: value } }` of `a.b`; a setting of a variant stands where its table stands. */
export function settingAt(knob: string, value: unknown): Settings {
  const path = (knob.split(' [')[0] ?? '').split('.');
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
  const named = path.indexOf('<name>');
  const keys = isTable ? path.slice(0, named === -1 ? -1 : named) : path;
  let inner: unknown = value;
  for (const key of [...keys].reverse()) inner = inner === undefined ? {} : { [key]: inner };
  return inner as Settings;
}

const LEAST = { strategy: FAVOURITE_DIP, data: { dataset: 'none' } };

/** Runs a configuration over a tape, through the same doors as the command. */
export const runConfigured = (settings: Settings, tape: Tape, probe?: () => Strategy): RunResult =>
  runBacktest(tape, optionsOf(settings, tape, probe));

/** What the kernel is told by a configuration. */
export function optionsOf(settings: Settings, tape: Tape, probe?: () => Strategy): BacktestOptions {
  const run = prepareRun(mergeTables(LEAST, settings), 'case.toml');
  const from = tape.localTime[0] as Micros;
  const to = tape.localTime[tape.length - 1] as Micros;
  return kernelOptions(run.config, probe?.() ?? run.strategy(), { from, to });
}

/**
 * What a run did: orders, fills and money. No threshold, no id and no text that repeats a setting stands in
 * it, so that two runs differ here only when something was done differently.
 */
export function deedsOf(result: RunResult): string {
  return JSON.stringify({
    orders: result.orders.map((order) => [
      order.placedAt,
      order.market,
      order.side,
      order.limit,
      order.size,
      order.tag,
      order.state,
      order.filled,
    ]),
    fills: result.fills.map(({ time, market, side, price, size, fee }) => [
      time,
      market,
      side,
      price,
      size,
      fee,
    ]),
    ledger: result.ledger.map(({ time, kind, market, amount }) => [time, kind, market, amount]).slice(1),
    settlements: result.settlements,
    roundTrips: result.roundTrips,
  });
}

/** What a case does at each of its values. */
export function deedsOfCase(knobCase: KnobCase): readonly string[] {
  const { knob, base = {}, values, tape, probe, strategy = FAVOURITE_DIP } = knobCase;
  const shared = tape();
  return values.map((value) => {
    const settings = mergeTables({ strategy, ...base }, settingAt(knob, value));
    return deedsOf(runConfigured(settings, shared, probe));
  });
}
