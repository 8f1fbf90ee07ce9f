import { sportOfLeague } from '../../../strategies/sport/league-sport.js';
import type { ListedMarket } from '../market-list.js';

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const SERIES = /^KX([A-Z0-9]+?)(?:GAME|MATCH|FIGHT)$/;

/**
 * A market by its ticker, `SERIES-YYMONDDAWAYHOME-SIDE`. The event, all but the last part, is the game; the teams
 * cannot be told from a ticker, so neither can the side of YES.
 */
export function listedTicker(row: number, ticker: string): ListedMarket {
  const parts = ticker.split('-');
  const event = parts.length > 2 ? parts.slice(0, -1).join('-') : ticker;
  const code = SERIES.exec(parts[0] ?? '')?.[1]?.toLowerCase() ?? '';
  const sport = sportOfLeague(code);
  return {
    row,
    slug: ticker,
    question: '',
    game: { id: event, league: sport === 'unknown' ? 'unknown' : code, sport, date: dateOf(parts[1] ?? '') },
    yesMeans: null,
    lastListed: null,
    metadata: {},
  };
}

function dateOf(part: string): string | null {
  const [, year, month, day] = /^(\d{2})([A-Z]{3})(\d{2})/.exec(part) ?? [];
  const number = MONTHS.indexOf(month ?? '') + 1;
  if (year === undefined || day === undefined || number === 0) return null;
  return `20${year}-${String(number).padStart(2, '0')}-${day}`;
}
