import type { ListedMarket } from '../market-list.js';
import { RunnerBook } from './runner-book.js';
import type { MarketDefinition } from './stream-message.js';

/** Sports by the exchange's event type. */
const SPORTS = new Map([
  ['1', 'soccer'],
  ['2', 'tennis'],
  ['3', 'golf'],
  ['4', 'cricket'],
  ['6', 'boxing'],
  ['6423', 'american-football'],
  ['7511', 'baseball'],
  ['7522', 'basketball'],
  ['7524', 'hockey'],
]);

/** Selection of the draw, the same in every match market. */
const THE_DRAW = 58_805;

/** A runner is one market: YES = it wins. */
export interface Runner {
  readonly slug: string;
  readonly book: RunnerBook;
}

/** One exchange market of the stream: its runners by key, and the rules that were written last. */
export interface StreamMarket {
  readonly id: string;
  readonly runners: Map<string, Runner>;
  /** An image has come: its books are known whole. */
  imaged: boolean;
  /** Rules as they were written last, as text. */
  facts: string;
  definition: MarketDefinition;
}

/** A runner's key within its market: selections of a handicap market share an id. */
export const runnerKey = (runner: { readonly id: number; readonly hc?: number | undefined }): string =>
  runner.hc === undefined || runner.hc === 0 ? String(runner.id) : `${runner.id}:${runner.hc}`;

/** Slug of a runner: `<market id>-<runner key>`. */
export const slugOf = (marketId: string, key: string): string => `${marketId}-${key}`;
/** The event is the game. */
export const gameIdOf = (eventId: string): string => `betfair-${eventId}`;

/** A market of which only the definition is known. */
export function newMarket(id: string, definition: MarketDefinition): StreamMarket {
  return { id, runners: new Map(), imaged: false, facts: '', definition };
}

/** Runners of the definition that the market did not have, as markets to list. They get an empty book. */
export function addRunners(market: StreamMarket, row: number): readonly ListedMarket[] {
  const { definition } = market;
  return definition.runners.flatMap((runner) => {
    const key = runnerKey(runner);
    if (market.runners.has(key)) return [];
    const slug = slugOf(market.id, key);
    market.runners.set(key, { slug, book: new RunnerBook() });
    return [listed(row, slug, { definition, runner })];
  });
}

function listed(
  row: number,
  slug: string,
  from: { readonly definition: MarketDefinition; readonly runner: MarketDefinition['runners'][number] },
): ListedMarket {
  const { definition, runner } = from;
  return {
    row,
    slug,
    question: runner.name ?? `selection ${runner.id}`,
    game: {
      id: gameIdOf(definition.eventId),
      league: 'unknown',
      sport: SPORTS.get(definition.eventTypeId) ?? 'unknown',
      date: definition.marketTime.slice(0, 10),
    },
    yesMeans: definition.marketType === 'MATCH_ODDS' && runner.id === THE_DRAW ? 'draw' : null,
    lastListed: null,
    metadata: {
      currency: 'GBP',
      event_id: definition.eventId,
      event_name: definition.eventName ?? '',
      market_type: definition.marketType,
      selection_id: String(runner.id),
    },
  };
}
