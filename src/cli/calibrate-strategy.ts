import { TouchlineError } from '../engine/errors.js';
import type { BeliefMoment } from '../runs/belief-sampler.js';
import type { ForecastChoice, StrategyForecasts } from '../runs/strategy-forecasts.js';

/** What `touchline calibrate` is asked about a strategy. */
export interface StrategyQuestion {
  readonly db: string;
  readonly run?: string;
  readonly config?: string;
  readonly dataset?: string;
  readonly forecast?: ForecastChoice;
  readonly at?: 'last-quote' | 'start' | 'entry';
  readonly horizon?: readonly { readonly name: string; readonly micros: number }[];
  readonly progress?: readonly number[];
  readonly includeInferred?: boolean;
}

/** A strategy's own forecasts, of a kept run or made now. */
export async function strategyForecasts(question: StrategyQuestion): Promise<StrategyForecasts> {
  const { openStore } = await import('../data/store.js');
  const { forecastsOfRun, forecastsOfStrategy } = await import('../runs/strategy-forecasts.js');
  const { db, run, config, forecast = null } = question;
  const choosing = { choice: forecast, includeInferred: question.includeInferred === true };
  const store = await openStore(db, { mode: 'read-only' });
  try {
    if (run !== undefined) return await forecastsOfRun(store, run, choosing);
    const prepared = await preparedFrom(config ?? '', question.dataset);
    return await forecastsOfStrategy(store, prepared, { ...choosing, moments: momentsOf(question) });
  } finally {
    store.close();
  }
}

async function preparedFrom(config: string, dataset: string | undefined) {
  const { mergeTables, readConfigFile } = await import('../config/config-file.js');
  const { prepareOwnRun } = await import('../runs/prepare-run.js');
  const given = dataset === undefined ? {} : { data: { dataset } };
  return prepareOwnRun(mergeTables(readConfigFile(config), given), config, given);
}

/** Entries where no moment is asked for. */
function momentsOf({ at, horizon, progress }: StrategyQuestion): readonly BeliefMoment[] {
  if (progress !== undefined) {
    return progress.map((part) => ({
      kind: 'progress',
      part,
      name: `with ${Math.round(part * 100)} % played`,
    }));
  }
  if (at === undefined && horizon === undefined) return [{ kind: 'entry', name: 'at the entry' }];
  if (at === 'entry') return [{ kind: 'entry', name: 'at the entry' }];
  const kind = at ?? 'last-quote';
  const words = kind === 'start' ? 'the start' : 'the last quote';
  return (horizon ?? [{ name: '4h', micros: 4 * 3_600_000_000 }]).map(({ name, micros }) => ({
    kind,
    horizon: micros,
    name: `${name} before ${words}`,
  }));
}

/** Refuses options that do not go together. @throws CLI_OPTIONS. */
export function checkStrategyOptions(question: StrategyQuestion & { readonly baseline?: string }): void {
  const { run, config, at, horizon, progress, forecast, baseline } = question;
  const refuse = (message: string, hint: string): never => {
    throw new TouchlineError('CLI_OPTIONS', message, { hint });
  };
  if (run === undefined && config === undefined) {
    if (progress ?? forecast)
      refuse('a price is no decision', '--progress and --forecast go with --config or --run');
    if (at === 'entry') refuse('a price has no entry', '--at entry goes with --config');
    return;
  }
  if (baseline !== undefined) refuse('a strategy has no closing price', '--baseline goes with --dataset');
  if (run !== undefined && (at ?? horizon ?? progress) !== undefined) {
    refuse('a kept run has its entries alone', 'use --config FILE to ask its strategy at other moments');
  }
  if (progress !== undefined && (at ?? horizon) !== undefined) {
    refuse('a moment is by the game clock or by time', 'give either --progress or --at and --horizon');
  }
  if (at === 'entry' && horizon !== undefined) refuse('an entry has no horizon', 'leave --horizon out');
}
