import type { GameState } from '../../../../engine/events.js';
import { teamsOf, type VenueMarket } from '../exchange/venue-market.js';
import { gameNumber } from './gamma-json.js';

const pad = (value: number): string => String(value).padStart(2, '0');
const clockText = (seconds: number): string =>
  `${pad(Math.floor(seconds / 60))}:${pad(Math.floor(seconds) % 60)}`;

const TENNIS_LIKE = ['tennis'];
const STATUS: Readonly<Record<GameState['phase'], string>> = {
  scheduled: 'Scheduled',
  live: 'InProgress',
  break: 'InProgress',
  overtime: 'InProgress',
  shootout: 'InProgress',
  delayed: 'Delayed',
  suspended: 'Suspended',
  final: 'Final',
  postponed: 'Postponed',
  cancelled: 'Canceled',
  unknown: 'Unknown',
};
const IN_PLAY: readonly GameState['phase'][] = ['live', 'break', 'overtime', 'shootout'];

/** Periods as the sports channel writes them: quarters, halves, overtime. */
function periodText(sport: string, { phase, period }: GameState): string {
  if (phase === 'final') return 'FT';
  if (phase === 'overtime') return 'OT';
  if (sport === 'soccer') {
    if (phase === 'break') return 'HT';
    return period === null ? '' : `${period}H`;
  }
  if (phase === 'break' && period === 2) return 'HT';
  return period === null ? '' : `${period}Q`;
}

/** State of a game on the sports channel. There is no time of the event in it: it is stamped on receipt. */
export function sportsMessage(market: VenueMarket, state: GameState) {
  const { game } = market;
  const [home, away] = teamsOf(game);
  const seconds = state.secondsElapsedInPeriod ?? state.secondsLeftInPeriod;
  const status = STATUS[state.phase];
  const soccerStatus =
    state.phase === 'break' ? 'Break' : state.phase === 'shootout' ? 'PenaltyShootout' : status;
  return {
    gameId: gameNumber(market),
    slug: game.id,
    leagueAbbreviation: game.league,
    homeTeam: home,
    awayTeam: away,
    status:
      game.sport === 'soccer'
        ? soccerStatus
        : TENNIS_LIKE.includes(game.sport)
          ? status.toLowerCase()
          : status,
    live: IN_PLAY.includes(state.phase),
    ended: state.phase === 'final',
    score:
      state.homeScore === null || state.awayScore === null ? '' : `${state.homeScore}-${state.awayScore}`,
    period: periodText(game.sport, state),
    ...(seconds !== null && { elapsed: clockText(seconds) }),
    ...(state.possession !== null && { turn: state.possession === 'home' ? home : away }),
  };
}
