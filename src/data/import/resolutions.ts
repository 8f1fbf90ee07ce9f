import type { LabelSource } from '../../engine/events.js';
import { USD_PER_DOLLAR } from '../../engine/units.js';
import { appendRows } from '../append-rows.js';
import type { Row } from '../row.js';
import type { ImportTask } from './import-format.js';
import { sourceFault } from './source-fault.js';

/** How a market ended, as a source says it. */
export interface ListedResolution {
  readonly marketId: number;
  /** Microseconds; moved later when the market is quoted after it. */
  readonly localTime: number;
  /** Payout of one YES share, 1e-6 dollars. */
  readonly payout: number;
  readonly label: LabelSource;
}

/** Outcomes of a source that states no resolution time: it is the last instant at which the market was seen. */
export const insertResolutions = (
  task: ImportTask,
  resolutions: readonly ListedResolution[],
): Promise<void> => append(task, resolutions, 'last_quote');

/** Outcomes of a source that states the start of a game and nothing after it; dated by the caller a day after it. */
export const insertResolutionsAfterStart = (
  task: ImportTask,
  resolutions: readonly ListedResolution[],
): Promise<void> => append(task, resolutions, 'day_after_start');

/** Outcomes of a source that states when they were known. */
export const insertReportedResolutions = (
  task: ImportTask,
  resolutions: readonly ListedResolution[],
): Promise<void> => append(task, resolutions, 'reported');

async function append(
  task: ImportTask,
  resolutions: readonly ListedResolution[],
  timeBasis: 'reported' | 'last_quote' | 'day_after_start',
): Promise<void> {
  await appendRows(
    task.store,
    'resolutions',
    [
      ['integer', () => task.datasetId],
      ['integer', (resolution) => resolution.marketId],
      ['bigint', (resolution) => resolution.localTime],
      ['bigint', (resolution) => resolution.payout],
      ['text', (resolution) => resolution.label],
      ['text', () => timeBasis],
    ],
    resolutions,
  );
}

const LABELS = new Map<string | null, LabelSource>([
  ['api', 'authoritative'],
  ['convergence', 'inferred'],
]);

/**
 * Reads the outcome of YES in a row with `row`, `y` and `source`: `api` is the venue's word, `convergence` is
 * inferred from prices. `null` = no outcome. @throws DATA_LABEL for anything else.
 */
export function labelOfRow(task: ImportTask, row: Row): Pick<ListedResolution, 'payout' | 'label'> | null {
  if (row.isNull('y')) return null;
  const at = { file: task.file, row: row.integer('row') };
  const y = row.integer('y');
  if (y !== 0 && y !== 1) {
    throw sourceFault('DATA_LABEL', 'an outcome is neither 0 nor 1', {
      ...at,
      field: 'y',
      value: String(y),
      hint: 'wanted 1 (YES happened), 0 or NULL',
    });
  }
  const label = LABELS.get(row.textOrNull('source'));
  if (label !== undefined) return { payout: y * USD_PER_DOLLAR, label };
  throw sourceFault('DATA_LABEL', 'an outcome has an unknown source', {
    ...at,
    field: 'label source',
    value: row.textOrNull('source'),
    hint: 'wanted api or convergence',
  });
}
