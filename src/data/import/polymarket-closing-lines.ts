import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { MICROS_PER_DAY } from '../../engine/units.js';
import { appendRows } from '../append-rows.js';
import type { Row } from '../row.js';
import { type ClosingLine, readClosingLine } from './closing-line.js';
import type { ImportedFile, ImportFormat, ImportTask, WantedFile } from './import-format.js';
import { insertMarkets } from './market-list.js';
import { insertResolutionsAfterStart } from './resolutions.js';
import { sourceFault } from './source-fault.js';
import { readTextTable } from './text-table.js';
import { requiredFile } from './wanted-files.js';

const FILE = 'fetch_events.csv';
const COLUMNS = [
  ...[
    'category',
    'sport',
    'event_id',
    'condition_id',
    'title',
    'slug',
    'market_created_date',
    'game_start_time',
  ],
  ...[
    'outcome_1',
    'outcome_2',
    'token_id_1',
    'token_id_2',
    'p1_close',
    'p2_close',
    'is_50_50_outcome',
    'closed',
  ],
  ...['winner', 'volume'],
] as const;

/**
 * College games are listed under two league codes. A second row that differs in nothing else is the same
 * contract; the one whose code begins the slug is kept, else the first.
 */
function withoutDoubles(file: WantedFile, rows: readonly Row[]): readonly Row[] {
  const kept = new Map<string, Row>();
  for (const row of rows) {
    const id = row.textOrNull('condition_id') ?? '';
    const before = kept.get(id);
    if (before === undefined) {
      kept.set(id, row);
      continue;
    }
    const differing = COLUMNS.find(
      (name) => name !== 'sport' && before.textOrNull(name) !== row.textOrNull(name),
    );
    if (differing !== undefined) {
      throw sourceFault('DATA_MARKET', `condition ${id} stands twice and the rows differ`, {
        file,
        row: row.integer('source_row'),
        field: differing,
        value: row.textOrNull(differing),
        hint: `row ${before.integer('source_row')} says ${before.textOrNull(differing) ?? 'nothing'}`,
      });
    }
    if ((row.textOrNull('slug') ?? '').startsWith(`${row.textOrNull('sport') ?? ''}-`)) kept.set(id, row);
  }
  return [...kept.values()];
}

async function importLines(task: ImportTask): Promise<ImportedFile> {
  const rows = await readTextTable(task.store, task.file, COLUMNS);
  task.report(0, rows.length);
  const kept = withoutDoubles(task.file, rows);
  const lines = kept.map((row) => readClosingLine(task.file, row));
  const ids = await insertMarkets(
    task,
    lines.map((line) => line.market),
  );
  const idOf = (line: ClosingLine): number => ids.get(line.market.slug) ?? -1;
  await insertClosingPrices(task, lines, idOf);
  const settled = lines.flatMap((line) =>
    line.payout === null || line.start === null
      ? []
      : [
          {
            marketId: idOf(line),
            localTime: line.start + MICROS_PER_DAY,
            payout: line.payout,
            label: 'authoritative' as const,
          },
        ],
  );
  await insertResolutionsAfterStart(task, settled);
  task.report(rows.length, rows.length);
  const notes: Record<string, number> = { 'listed twice': rows.length - kept.length };
  for (const note of lines.flatMap((line) => line.notes)) notes[note] = (notes[note] ?? 0) + 1;
  return { rows: rows.length, notes };
}

async function insertClosingPrices(
  task: ImportTask,
  lines: readonly ClosingLine[],
  idOf: (line: ClosingLine) => number,
): Promise<void> {
  await appendRows(
    task.store,
    'price_points',
    [
      ['integer', () => task.datasetId],
      ['integer', () => task.fileId],
      ['bigint', (line) => line.market.row],
      ['integer', idOf],
      ['bigint', (line) => line.start],
      ['bigint', (line) => line.start],
      ['integer', (line) => line.close],
    ],
    lines.filter((line) => line.start !== null && line.close !== null),
  );
}

/**
 * Closing prices and winners of Polymarket games. YES is the first outcome. The close is a reference price at
 * the start of the game, never executable. The outcome is dated a day after the start: the file does not say when
 * it was known, and at the start itself no order could be filled before it.
 */
export const polymarketClosingLines: ImportFormat = {
  name: 'polymarket-closing-lines',
  description: `Polymarket games with closing price and winner: a CSV file, or a folder with ${FILE}`,
  venue: 'polymarket',
  version: 2,
  wantedFiles: (path) =>
    statSync(path, { throwIfNoEntry: false })?.isFile()
      ? [{ name: basename(path), path, role: 'markets' }]
      : [requiredFile(path, FILE, 'markets')],
  importFile: importLines,
};
