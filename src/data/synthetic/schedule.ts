import type { GameInfo, MarketInfo } from '../../engine/catalog.js';
import { TouchlineError } from '../../engine/errors.js';
import { type GameIndex, gameIndex, type MarketIndex, marketIndex } from '../../engine/ids.js';
import type { RandomStream } from '../../engine/random.js';
import { MICROS_PER_DAY, MICROS_PER_MINUTE, type Micros, micros } from '../../engine/units.js';
import type { SeasonParameters } from './season-parameters.js';
import { seasonStream } from './season-stream.js';

/** Leagues that can be generated. */
export type SyntheticLeague = 'nba' | 'epl';
type Outcome = 'home' | 'draw' | 'away';

/** A game before it is played, and the markets on it. */
export interface GamePlan {
  readonly info: GameInfo;
  readonly league: SyntheticLeague;
  readonly scheduledStart: Micros;
  /** Expected margin of the home team: points or goals. */
  readonly expectedMargin: number;
  /** Markets in the order of their outcomes: NBA home (away has none of its own), EPL home, draw, away. */
  readonly markets: readonly MarketIndex[];
}

/** Every game of a season, and every market on it. */
/** The games of a season and the markets on them. */
export interface Schedule {
  readonly games: readonly GameInfo[];
  readonly markets: readonly MarketInfo[];
  /** In the order of their index. */
  readonly plans: readonly GamePlan[];
}

/** Towns that no league has, by the code that stands in the ids. */
const TEAMS = [
  ...['alb', 'bex', 'cor', 'dun', 'elm', 'fen', 'gar', 'hol', 'ivy', 'jar'],
  ...['kel', 'lor', 'mar', 'nor', 'oak', 'pel', 'qua', 'rud', 'sel', 'tor'],
] as const;

const OUTCOMES: Record<SyntheticLeague, readonly Outcome[]> = {
  nba: ['home'],
  epl: ['home', 'draw', 'away'],
};
const SPORT: Record<SyntheticLeague, string> = { nba: 'basketball', epl: 'soccer' };
/** Furthest that the margin of an NBA game is expected from 0, points: the scoring model reaches no further. */
const MARGIN_LIMIT = 20;
/** First start of a day, minutes after midnight UTC, and minutes between starts. */
const START_MINUTES: Record<SyntheticLeague, readonly [number, number]> = {
  nba: [1_020, 30],
  epl: [720, 45],
};

/** Lays out every game of the season. @throws CONFIG_SEASON when a day has more games than teams allow. */
export function planSeason(parameters: SeasonParameters): Schedule {
  const drafts = [...planLeague(parameters, 'nba'), ...planLeague(parameters, 'epl')];
  drafts.sort((left, right) => (left.id < right.id ? -1 : 1));
  const games = drafts.map((draft, index): GameInfo => gameInfo(draft, gameIndex(index)));
  const markets = games.flatMap((game, index) => marketsOf(game, drafts[index] as Draft));
  markets.sort((left, right) => (left.slug < right.slug ? -1 : 1));
  const indexed = markets.map((market, index): MarketInfo => ({ ...market, index: marketIndex(index) }));
  const indexOfSlug = new Map(indexed.map((market) => [market.slug, market.index]));
  const plans = drafts.map((draft, index): GamePlan => {
    const slugs = OUTCOMES[draft.league].map((outcome) => slugOf(draft.id, draft.league, outcome));
    const found = slugs.map((slug) => indexOfSlug.get(slug)).filter((market) => market !== undefined);
    return { ...draft, info: games[index] as GameInfo, markets: found };
  });
  return { games, markets: indexed, plans };
}

interface Draft {
  readonly id: string;
  readonly league: SyntheticLeague;
  readonly home: string;
  readonly away: string;
  readonly date: string;
  readonly scheduledStart: Micros;
  readonly expectedMargin: number;
}

function planLeague(parameters: SeasonParameters, league: SyntheticLeague): Draft[] {
  const count = parameters.games[league];
  const perDay = Math.ceil(count / parameters.days);
  if (perDay > TEAMS.length / 2) {
    throw new TouchlineError('CONFIG_SEASON', `${league} has ${perDay} games a day, ${TEAMS.length} teams`, {
      where: { field: `games.${league}`, value: count },
      hint: `at most ${TEAMS.length / 2} games a day: raise days`,
    });
  }
  const ratings = ratingsOf(parameters, league);
  const drafts: Draft[] = [];
  for (let day = 0; day < parameters.days; day += 1) {
    const before = Math.floor((day * count) / parameters.days);
    const games = Math.floor(((day + 1) * count) / parameters.days) - before;
    drafts.push(...planDay(parameters, league, { day, games, ratings }));
  }
  return drafts;
}

interface DayPlan {
  readonly day: number;
  readonly games: number;
  readonly ratings: ReadonlyMap<string, number>;
}

function planDay(parameters: SeasonParameters, league: SyntheticLeague, plan: DayPlan): Draft[] {
  const midnight = Date.parse(`${parameters.startDate}T00:00:00Z`) * 1_000 + plan.day * MICROS_PER_DAY;
  const date = new Date(midnight / 1_000).toISOString().slice(0, 10);
  const teams = shuffle(TEAMS, seasonStream(parameters, `${league}-${date}`, 'pairs'));
  const [firstMinute, stepMinutes] = START_MINUTES[league];
  const advantage = parameters[league === 'nba' ? 'basketball' : 'soccer'].homeAdvantage;
  return Array.from({ length: plan.games }, (_, game): Draft => {
    const home = teams[2 * game] as string;
    const away = teams[2 * game + 1] as string;
    const rating = (plan.ratings.get(home) ?? 0) - (plan.ratings.get(away) ?? 0);
    const expectedMargin = league === 'nba' ? limited(advantage + rating) : advantage + rating;
    const start = midnight + (firstMinute + stepMinutes * game) * MICROS_PER_MINUTE;
    const id = `${league}-${home}-${away}-${date}`;
    return {
      id,
      league,
      home,
      away,
      date,
      scheduledStart: micros(start),
      expectedMargin,
    };
  });
}

const limited = (margin: number): number => Math.max(-MARGIN_LIMIT, Math.min(MARGIN_LIMIT, margin));

function ratingsOf(parameters: SeasonParameters, league: SyntheticLeague): ReadonlyMap<string, number> {
  const { ratingSd } = parameters[league === 'nba' ? 'basketball' : 'soccer'];
  const stream = seasonStream(parameters, league, 'ratings');
  return new Map(TEAMS.map((team) => [team, ratingSd * stream.normal()]));
}

/** Fisher and Yates. */
function shuffle(items: readonly string[], stream: RandomStream): string[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = stream.integer(last + 1);
    const kept = result[last] as string;
    result[last] = result[other] as string;
    result[other] = kept;
  }
  return result;
}

function gameInfo(draft: Draft, index: GameIndex): GameInfo {
  return { index, id: draft.id, league: draft.league, sport: SPORT[draft.league], date: draft.date };
}

const slugOf = (id: string, league: SyntheticLeague, outcome: Outcome): string =>
  league === 'nba' ? id : `${id}-${outcome}`;

function marketsOf(game: GameInfo, draft: Draft): Omit<MarketInfo, 'index'>[] {
  return OUTCOMES[draft.league].map((outcome) => ({
    venue: 'synthetic',
    slug: slugOf(draft.id, draft.league, outcome),
    question: questionOf(draft, outcome),
    game: game.index,
    yesMeans: outcome,
  }));
}

function questionOf(draft: Draft, outcome: Outcome): string {
  const pair = `${draft.home.toUpperCase()} against ${draft.away.toUpperCase()} on ${draft.date}`;
  if (outcome === 'draw') return `Does ${pair} end level?`;
  return `Does ${(outcome === 'home' ? draft.home : draft.away).toUpperCase()} win, ${pair}?`;
}
