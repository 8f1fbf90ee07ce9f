import { mergeTables, type RawTable } from '../config/config-file.js';
import { loadTape } from '../data/load-tape.js';
import type { Store } from '../data/store.js';
import { runBacktest } from '../engine/backtest.js';
import { TouchlineError } from '../engine/errors.js';
import type { RunResult } from '../engine/run-result.js';
import type { Tape } from '../engine/tape.js';
import { type AblationRow, ablation } from '../research/ablation.js';
import { CONFIDENCE_PRESETS, factorsOf } from '../strategies/confidence/score-confidence.js';
import { type PreparedRun, prepareOwnRun } from './prepare-run.js';
import { optionsFor, selectionOf } from './run-inputs.js';

/** What an ablation is asked. */
export interface AblationRequest {
  readonly store: Store;
  readonly raw: RawTable;
  /** What errors call the configuration. */
  readonly file: string;
  readonly onStep?: (step: string) => void;
}

/**
 * Replays a configuration whole, and once without each factor of its confidence.
 *
 * @throws CONFIG_INVALID for a strategy without a confidence; what a backtest throws.
 */
export async function ablate({ store, raw, file, onStep }: AblationRequest): Promise<readonly AblationRow[]> {
  const whole = await prepareOwnRun(raw, file);
  const factors = factorsIn(whole, file);
  onStep?.('loading the tape');
  const tape = await loadTape(store, selectionOf(whole.config));
  onStep?.('the whole score');
  const base = play(tape, whole);
  const parts: { readonly without: string; readonly result: RunResult }[] = [];
  for (const without of factors) {
    onStep?.(`without ${without}`);
    const left = { parameters: { entry: { confidenceWithout: [without] } } };
    parts.push({ without, result: play(tape, await prepareOwnRun(mergeTables(raw, left), file)) });
  }
  return ablation(base, parts);
}

const play = (tape: Tape, run: PreparedRun): RunResult => runBacktest(tape, optionsFor(tape, run));

function factorsIn({ settings }: PreparedRun, file: string): readonly string[] {
  const chosen = settings.find(({ key }) => key === 'parameters.entry.confidencePreset')?.value;
  const preset = CONFIDENCE_PRESETS.find((name) => name === chosen);
  if (preset !== undefined) return factorsOf(preset).map(({ factor }) => factor.name);
  throw new TouchlineError('CONFIG_INVALID', 'the strategy has no confidence to take apart', {
    where: { file, key: 'parameters.entry.confidencePreset' },
    hint: 'favourite-dip has one',
  });
}
