import { z } from 'zod';
import { MICROS_PER_SECOND, USD_PER_DOLLAR } from '../../../engine/units.js';
import { EventRows } from '../event-rows.js';
import { openCatalog } from '../grow-catalog.js';
import { importFiles } from '../import-files.js';
import type { ImportedFile, ImportFormat, ImportTask } from '../import-format.js';
import { NoteCounts } from '../note-counts.js';
import { readShape } from '../read-shape.js';
import { insertReportedResolutions } from '../resolutions.js';
import { sourceFault } from '../source-fault.js';
import { ANSWER_ENDINGS, listUnder, readRecords } from './json-records.js';
import { priceOfNumber } from './read-decimal.js';

const POINT = z.object({
  timestamp: z.int().positive(),
  price: z.number(),
  resolution_seconds: z.int().nonnegative(),
});

/** One point of the history. */
interface HistoryPoint extends z.output<typeof POINT> {
  readonly row: number;
}

const TOKEN = /^(\d{1,78})\.jsonl?(?:\.gz)?$/;

function tokenOf(task: ImportTask): string {
  const token = TOKEN.exec(task.file.name)?.[1];
  if (token !== undefined) return token;
  throw sourceFault('DATA_MARKET', 'an answer does not say whose prices it holds', {
    file: task.file,
    row: 1,
    field: 'file name',
    value: task.file.name,
    hint: 'name the file after the token: <token id>.json',
  });
}

/** The finest point of each instant, in time order. */
async function readPoints(task: ImportTask, notes: NoteCounts): Promise<readonly HistoryPoint[]> {
  const points = new Map<number, HistoryPoint>();
  for await (const { row, value } of readRecords(task, (answer) => listUnder(answer, 'data'))) {
    const point = { ...readShape(task, POINT, { row, value, wanted: 'a point of the history' }), row };
    const before = points.get(point.timestamp);
    if (before !== undefined) notes.add('points of one instant: the finer is kept');
    if (before === undefined || point.resolution_seconds < before.resolution_seconds) {
      points.set(point.timestamp, point);
    }
  }
  return [...points.values()].sort((left, right) => left.timestamp - right.timestamp);
}

/** A settlement point ends the history. @throws DATA_LABEL for one anywhere else. */
function splitSettlement(
  task: ImportTask,
  points: readonly HistoryPoint[],
): { readonly prices: readonly HistoryPoint[]; readonly settlement: HistoryPoint | null } {
  const first = points.findIndex((point) => point.resolution_seconds === 0);
  const settlement = points[first];
  if (settlement === undefined) return { prices: points, settlement: null };
  if (first === points.length - 1) return { prices: points.slice(0, -1), settlement };
  throw sourceFault('DATA_LABEL', 'a settlement point is not the last one', {
    file: task.file,
    row: settlement.row,
    field: 'resolution_seconds',
    value: '0',
    hint: 'wanted prices up to the settlement and none after it',
  });
}

async function importPrices(task: ImportTask): Promise<ImportedFile> {
  const notes = new NoteCounts();
  const slug = tokenOf(task);
  const points = await readPoints(task, notes);
  const { prices, settlement } = splitSettlement(task, points);
  const catalog = await openCatalog(task);
  const grades = [...new Set(prices.map((point) => point.resolution_seconds))].sort(
    (left, right) => left - right,
  );
  const game = { id: slug, league: 'unknown', sport: 'unknown', date: null };
  const metadata = { resolution_seconds: grades.join(' ') };
  await catalog.add([{ row: 1, slug, question: '', game, yesMeans: null, lastListed: null, metadata }]);
  const subject = catalog.markets.get(slug) ?? -1;
  const rows = new EventRows(task);
  let last = 0;
  for (const point of prices) {
    const price = priceOfNumber(task, { row: point.row, field: 'price' }, point.price);
    if (Math.abs(price / 10_000 - point.price) > 1e-9) notes.add('prices between ticks, rounded to 0.0001');
    notes.add(`points of ${point.resolution_seconds} s`);
    // A point may tell of its whole period: it is known when that is over.
    const time = (point.timestamp + point.resolution_seconds) * MICROS_PER_SECOND;
    last = Math.max(last, time);
    rows.pricePoint({ row: point.row, subject, localTime: time, venueTime: time, price });
    await rows.flushIfFull();
  }
  await rows.flush();
  if (settlement !== null) {
    const { row } = settlement;
    const payout = (priceOfNumber(task, { row, field: 'price' }, settlement.price) * USD_PER_DOLLAR) / 10_000;
    const localTime = Math.max(last, settlement.timestamp * MICROS_PER_SECOND);
    await insertReportedResolutions(task, [{ marketId: subject, localTime, payout, label: 'authoritative' }]);
    notes.add('settlement points: taken as the outcome, not as a price');
  }
  return { rows: points.length, notes: notes.record() };
}

/**
 * Answers of Polymarket's Data API v2 /v2/prices-history, one file a token, named after it. They are reference
 * prices, never executable. A settlement point (`resolution_seconds` 0) becomes the outcome.
 */
export const polymarketPrices: ImportFormat = {
  name: 'polymarket-prices',
  description:
    'Polymarket price history: answers of GET /v2/prices-history, one file <token id>.json a token',
  venue: 'polymarket',
  version: 1,
  wantedFiles: (path) => importFiles(path, ANSWER_ENDINGS, 'quotes'),
  importFile: importPrices,
};
