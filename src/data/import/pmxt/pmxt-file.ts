import { TouchlineError } from '../../../engine/errors.js';
import type { Row } from '../../row.js';
import { IMPORT_SQL } from '../../sql/import-sql.js';
import { PMXT_SQL } from '../../sql/pmxt-sql.js';
import { EventRows } from '../event-rows.js';
import { openCatalog } from '../grow-catalog.js';
import type { ImportedFile, ImportTask } from '../import-format.js';
import { viewParquet } from '../parquet-source.js';
import { sourceFault } from '../source-fault.js';
import { listedRules, tokenFacts, USUAL_RULES } from './token-facts.js';

const TIMES = ['TIMESTAMP WITH TIME ZONE', 'TIMESTAMP'];
const TEXT = ['VARCHAR', 'JSON'];
const ANY: readonly string[] = [];

/** The sixteen columns of the layout and the types that they may have; no list = it is not read, or read as text. */
const COLUMNS: ReadonlyMap<string, readonly string[]> = new Map([
  ['timestamp_received', TIMES],
  ['timestamp', TIMES],
  ['market', ['BLOB', 'VARCHAR']],
  ['event_type', ['VARCHAR']],
  ['asset_id', ['VARCHAR']],
  ['bids', TEXT],
  ['asks', TEXT],
  ['price', ['DECIMAL(9,4)']],
  ['size', ['DECIMAL(18,6)']],
  ['side', ['VARCHAR']],
  ['best_bid', ANY],
  ['best_ask', ANY],
  ['fee_rate_bps', ANY],
  ['transaction_hash', ANY],
  ['old_tick_size', ANY],
  ['new_tick_size', ANY],
]);

/** What a fault of a field is, and what was wanted there. */
const FAULTS = {
  timestamp: ['DATA_TIME', 'wanted an instant within 35 minutes of timestamp_received'],
  timestamp_received: ['DATA_TIME', 'wanted an instant'],
  market: ['DATA_MARKET', 'wanted a condition id'],
  asset_id: ['DATA_MARKET', 'wanted up to 78 decimal digits, as text'],
  event_type: ['DATA_COLUMNS', 'wanted book, price_change, last_trade_price or tick_size_change'],
  price: ['DATA_PRICE', 'wanted dollars from 0 to 1'],
  size: ['DATA_PRICE', 'wanted shares of 0 or more'],
  side: ['DATA_TRADE', 'wanted BUY or SELL'],
  bids: ['DATA_PRICE', 'wanted [["price","size"],...], each price once, in steps of 0.0001'],
  asks: ['DATA_PRICE', 'wanted [["price","size"],...], each price once, in steps of 0.0001'],
  new_tick_size: ['DATA_PRICE', 'wanted a tick above 0 and up to 0.5'],
} as const;

/**
 * Imports one hour of the archive, all in SQL.
 *
 * @throws DATA_UNREADABLE, DATA_COLUMNS, DATA_TIME, DATA_MARKET, DATA_PRICE or DATA_TRADE with the first row at fault.
 */
export async function importPmxtFile(task: ImportTask): Promise<ImportedFile> {
  const { store, datasetId, fileId } = task;
  const total = await openHour(task);
  task.report(0, total);
  await store.run(PMXT_SQL.events);
  await refuseUnreadable(task);
  await store.run(PMXT_SQL.tokens);
  await store.run(PMXT_SQL.times);
  const notes = await writeTokens(task);
  for (const insert of [PMXT_SQL.insertBooks, PMXT_SQL.insertDeltas, PMXT_SQL.insertTrades]) {
    await store.run(insert, [datasetId, fileId, datasetId]);
  }
  const counts = await store.row(PMXT_SQL.counts);
  task.report(total, total);
  return {
    rows: total,
    notes: {
      ...notes,
      ...positive('trades of no size left out', counts.integer('empty_trades')),
      ...positive('events overtaken by a later one, dated when both were there', counts.integer('overtaken')),
    },
  };
}

const positive = (note: string, count: number): Readonly<Record<string, number>> =>
  count === 0 ? {} : { [note]: count };

async function openHour(task: ImportTask): Promise<number> {
  const found = await viewParquet(task);
  for (const [column, types] of COLUMNS) {
    const actual = found.get(column);
    if (actual !== undefined && (types.length === 0 || types.includes(actual))) continue;
    const message = actual === undefined ? `column ${column} is missing` : `column ${column} is ${actual}`;
    refuseColumn(task, column, { message, value: actual ?? 'missing', wanted: types.join(' or ') });
  }
  for (const [column, type] of found) {
    if (COLUMNS.has(column) || ADDED.has(column)) continue;
    const message = `column ${column} is not of this layout`;
    refuseColumn(task, column, { message, value: type, wanted: 'the 16 columns of layout 2' });
  }
  return (await task.store.row(IMPORT_SQL.countSource)).integer('n');
}

/** Columns that the view of a parquet file brings with it. */
const ADDED = new Set(['file_row_number', 'source_row']);

function refuseColumn(
  task: ImportTask,
  field: string,
  fault: { readonly message: string; readonly value: string; readonly wanted: string },
): never {
  throw new TouchlineError('DATA_COLUMNS', fault.message, {
    where: { file: task.file.name, field, value: fault.value },
    hint: `wanted ${fault.wanted}`,
  });
}

async function refuseUnreadable(task: ImportTask): Promise<void> {
  const first = await task.store.row(PMXT_SQL.firstUnreadable);
  const faults = Object.entries(FAULTS)
    .flatMap(([field, [code, hint]]) => {
      const row = first.integerOrNull(field);
      return row === null ? [] : [{ field, code, hint, row }];
    })
    .sort((left, right) => left.row - right.row);
  const fault = faults[0];
  if (fault === undefined) return;
  const values = await task.store.row(PMXT_SQL.valueOfRow, [fault.row]);
  const { field, code, hint, row } = fault;
  const value = values.textOrNull(field);
  throw sourceFault(code, `the ${field} is unreadable`, { file: task.file, row, field, value, hint });
}

/** Lists the tokens of the file and writes their changes of tick. Returns what is to be said of them. */
async function writeTokens(task: ImportTask): Promise<Readonly<Record<string, number>>> {
  const { store } = task;
  const catalog = await openCatalog(task);
  const tokens = await store.rows(PMXT_SQL.tokenList);
  for (const token of tokens) refuseTwoMarkets(task, token);
  await catalog.add(
    tokens.map((token) => {
      const game = { id: token.text('condition'), league: 'unknown', sport: 'unknown', date: null };
      const slug = token.text('asset_id');
      return { row: 1, slug, question: '', game, yesMeans: null, lastListed: null, metadata: {} };
    }),
  );
  const known = await store.rows(IMPORT_SQL.marketMetadata, [task.datasetId]);
  const rulesOf = new Map(
    known.map((row) => [row.text('slug'), listedRules(JSON.parse(row.text('metadata')))]),
  );
  const rows = new EventRows(task);
  let unlisted = 0;
  for (const change of await store.rows(PMXT_SQL.tickChanges)) {
    const slug = change.text('asset_id');
    const rules = rulesOf.get(slug) ?? null;
    if (rules === null) unlisted += 1;
    rows.facts({
      row: change.integer('row'),
      subject: catalog.markets.get(slug) ?? -1,
      localTime: change.integer('local_time'),
      venueTime: change.integer('venue_time'),
      facts: tokenFacts(rules ?? USUAL_RULES, change.integer('tick')),
    });
  }
  await rows.flush();
  return positive('changes of tick in markets whose other rules are not listed', unlisted);
}

function refuseTwoMarkets(task: ImportTask, token: Row): void {
  if (token.text('condition') === token.text('other')) return;
  throw sourceFault('DATA_MARKET', `token ${token.text('asset_id')} stands under two markets`, {
    file: task.file,
    row: token.integer('row'),
    field: 'market',
    value: `${token.text('condition')} and ${token.text('other')}`,
    hint: 'wanted one market a token',
  });
}
