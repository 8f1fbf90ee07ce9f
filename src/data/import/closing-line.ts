import { MICROS_PER_DAY, parsePrice, USD_PER_DOLLAR } from '../../engine/units.js';
import { sportOfLeague } from '../../strategies/sport/league-sport.js';
import type { Row } from '../row.js';
import type { WantedFile } from './import-format.js';
import type { ListedMarket } from './market-list.js';
import { sourceFault } from './source-fault.js';
import { parseUtcTime } from './utc-time.js';

/**
 * A start further than this after the market was made is a placeholder: the longest true wait in the published
 * file is under six months, its one placeholder is the last day of the next year.
 */
export const LONGEST_WAIT_FOR_START = 180 * MICROS_PER_DAY;

/** One game of the file, as far as it can be known. */
export interface ClosingLine {
  readonly market: ListedMarket;
  /** Microseconds; `null` = a placeholder, or a start before the market was made. */
  readonly start: number | null;
  /** Price of the first outcome at the start, 1e-4 dollars; `null` = none, or the market had not closed. */
  readonly close: number | null;
  /** Payout of the first outcome, 1e-6 dollars; `null` = not settled, or both sides have one name. */
  readonly payout: number | null;
  readonly notes: readonly string[];
}

const IDS = /^\d{1,78}$/;

/** Reads one line of the file, every field as text. @throws DATA_* with the row for what cannot be read. */
export function readClosingLine(file: WantedFile, row: Row): ClosingLine {
  const field = (name: string): string => row.textOrNull(name) ?? '';
  const created = timeOf(file, row, 'market_created_date');
  const listedStart = timeOf(file, row, 'game_start_time');
  const known = listedStart >= created && listedStart - created <= LONGEST_WAIT_FOR_START;
  const start = known ? listedStart : null;
  const closed = flagOf(file, row, 'closed');
  const price = priceOf(file, row);
  const payout = payoutOf(file, row, closed);
  const notes = [
    ...(known ? [] : ['start unknown or before the market']),
    ...(closed ? [] : ['not closed']),
    ...(closed && price === null ? ['no closing price'] : []),
    ...(closed && payout === null ? ['winner cannot be told'] : []),
  ];
  const market = marketOf(file, row, start === null ? null : field('game_start_time').slice(0, 10));
  return { market, start, close: closed ? price : null, payout, notes };
}

function marketOf(file: WantedFile, row: Row, startDate: string | null): ListedMarket {
  const field = (name: string): string => row.textOrNull(name) ?? '';
  const at = { file, row: row.integer('source_row') };
  for (const name of ['token_id_1', 'token_id_2']) {
    if (IDS.test(field(name))) continue;
    const hint = 'wanted up to 78 decimal digits, as text';
    throw sourceFault('DATA_MARKET', 'a token id is unreadable', {
      ...at,
      field: name,
      value: field(name),
      hint,
    });
  }
  const slug = field('slug');
  if (slug === '') {
    const hint = 'wanted a slug';
    throw sourceFault('DATA_MARKET', 'a game has no slug', { ...at, field: 'slug', value: null, hint });
  }
  const league = field('sport');
  const date = /(\d{4}-\d{2}-\d{2})(?:-|$)/.exec(slug)?.[1] ?? startDate;
  const metadata = Object.fromEntries(
    ['condition_id', 'event_id', 'outcome_1', 'outcome_2', 'token_id_1', 'token_id_2', 'volume'].map(
      (name) => [name, field(name)],
    ),
  );
  return {
    row: at.row,
    slug,
    question: field('title'),
    game: { id: slug, league: league === '' ? 'unknown' : league, sport: sportOfLeague(league), date },
    yesMeans: null,
    lastListed: null,
    metadata,
  };
}

function timeOf(file: WantedFile, row: Row, field: string): number {
  const text = row.textOrNull(field);
  const time = text === null ? null : parseUtcTime(text);
  if (time !== null) return time;
  const at = { file, row: row.integer('source_row'), field, value: text };
  throw sourceFault('DATA_TIME', 'a time is unreadable', {
    ...at,
    hint: 'wanted YYYY-MM-DD HH:MM:SS in UTC',
  });
}

function flagOf(file: WantedFile, row: Row, field: string): boolean {
  const value = row.textOrNull(field);
  if (value === '0' || value === '1') return value === '1';
  const at = { file, row: row.integer('source_row'), field, value };
  throw sourceFault('DATA_LABEL', 'a flag is unreadable', { ...at, hint: 'wanted 0 or 1' });
}

function priceOf(file: WantedFile, row: Row): number | null {
  const text = row.textOrNull('p1_close');
  if (text === null) return null;
  try {
    return parsePrice(text);
  } catch {
    const at = { file, row: row.integer('source_row'), field: 'p1_close', value: text };
    throw sourceFault('DATA_PRICE', 'the closing price is no price', {
      ...at,
      hint: 'wanted dollars from 0 to 1 in steps of 0.0001, or nothing',
    });
  }
}

/** A market that has not closed is not settled, whatever its winner says. Namesakes cannot be told apart. */
function payoutOf(file: WantedFile, row: Row, closed: boolean): number | null {
  const even = flagOf(file, row, 'is_50_50_outcome');
  const [winner, first, second] = ['winner', 'outcome_1', 'outcome_2'].map((name) => row.textOrNull(name));
  if (winner !== null && winner !== first && winner !== second) {
    const at = { file, row: row.integer('source_row'), field: 'winner', value: winner ?? null };
    throw sourceFault('DATA_LABEL', 'the winner is neither outcome', {
      ...at,
      hint: `wanted ${first} or ${second}`,
    });
  }
  if (!closed) return null;
  if (even) return USD_PER_DOLLAR / 2;
  if (winner === null || first === second) return null;
  return winner === first ? USD_PER_DOLLAR : 0;
}
