import { createHash } from 'node:crypto';
import { kernelOptions } from '../config/kernel-options.js';
import type { RunConfig } from '../config/run-config.js';
import type { TapeSelection } from '../data/tape-selection.js';
import type { BacktestOptions } from '../engine/backtest.js';
import { TouchlineError } from '../engine/errors.js';
import type { Tape } from '../engine/tape.js';
import type { TapeSource } from '../engine/tape-parts.js';
import { MICROS_PER_MILLISECOND, type Micros, micros } from '../engine/units.js';
import type { PreparedRun } from './prepare-run.js';

/** SHA-256 of text as 64 hex digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A configured instant; `null` = none was given. */
export const instantOf = (text: string | undefined): Micros | null =>
  text === undefined ? null : micros(Date.parse(text) * MICROS_PER_MILLISECOND);

/** Hash of every effective setting, wherever it came from: two runs of one hash differ in no setting. */
export const configHashOf = ({ settings }: Pick<PreparedRun, 'settings'>): string =>
  sha256(JSON.stringify(settings.map(({ key, value }) => [key, value])));

/** The kernel's options for a tape, as configured. @throws DATA_SELECTION for a tape without an event. */
export function optionsFor(data: Tape | TapeSource, run: PreparedRun): BacktestOptions {
  const { from, to } = spanOf(data);
  if (from === null || to === null) {
    throw new TouchlineError('DATA_SELECTION', 'the selection leaves no event to replay', {
      where: { dataset: run.config.data.dataset },
      hint: '`touchline data ls` shows what there is; widen sports, leagues, games, markets, from or to',
    });
  }
  return kernelOptions(run.config, run.strategy(), { from, to });
}

/** Local time of the first and the last event; `null` = there is none. */
export const spanOf = (data: Tape | TapeSource): Pick<TapeSource, 'from' | 'to'> =>
  'parts' in data
    ? { from: data.from, to: data.to }
    : {
        from: (data.localTime[0] ?? null) as Micros | null,
        to: (data.localTime[data.length - 1] ?? null) as Micros | null,
      };

/** The part of the dataset that a configuration asks for. */
export function selectionOf({ data }: RunConfig): TapeSelection {
  const from = instantOf(data.from);
  const to = instantOf(data.to);
  return {
    dataset: data.dataset,
    ...(data.leagues && { leagues: data.leagues }),
    ...(data.sports && { sports: data.sports }),
    ...(data.markets && { slugs: data.markets }),
    ...(data.games && { games: data.games }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
    includeInferredLabels: data.inferredLabels,
  };
}
