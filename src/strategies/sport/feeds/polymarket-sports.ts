import type { GamePhase } from '../../../engine/events.js';
import type { GameSituation } from '../../../engine/game-situation.js';
import { type SportSpec, specOfLeague } from '../sport-spec.js';
import { ClockEvidence } from './clock-evidence.js';
import { clockSeconds } from './clock-text.js';
import { type Feed, type FeedGame, type FeedHints, type FeedReading, NO_HINTS } from './feed-reading.js';
import { faultAt, Payload } from './payload.js';
import {
  NO_CLOCK,
  PERIOD_OVER,
  type PeriodClock,
  secondsElapsed,
  secondsLeft,
  startOfPeriod,
} from './period-clock.js';
import { type PeriodWord, periodWordOf } from './polymarket-period.js';
import { scoreOfText } from './polymarket-score.js';

/**
 * Words of all sports, lower case without spaces, strokes and dashes. They are an open list: another one leaves the
 * phase unknown.
 */
const PHASES: ReadonlyMap<string, GamePhase> = new Map([
  ...(['scheduled', 'notstarted'] as const).map((word) => [word, 'scheduled'] as const),
  ...(['inprogress', 'running'] as const).map((word) => [word, 'live'] as const),
  ...(['final', 'fot', 'fso', 'finished', 'awarded', 'forfeit'] as const).map(
    (word) => [word, 'final'] as const,
  ),
  ...(['canceled', 'cancelled', 'notnecessary'] as const).map((word) => [word, 'cancelled'] as const),
  ['break', 'break'],
  ['penaltyshootout', 'shootout'],
  ['suspended', 'suspended'],
  ['delayed', 'delayed'],
  ['postponed', 'postponed'],
]);

/** The sports WebSocket of Polymarket (docs.polymarket.com/market-data/websocket/sports): one flat object a change. */
export class PolymarketSportsFeed implements Feed {
  readonly #evidence = new Map<string, ClockEvidence>();

  read(payload: unknown, hintsOf = NO_HINTS): readonly FeedReading[] {
    const fields = Payload.of(payload);
    if (fields === null) return [faultAt('', payload, 'an object')];
    const id = fields.text('gameId');
    if (id === null) return [faultAt('gameId', fields.raw('gameId'), 'the number of a game')];
    const game = gameOf(fields, id);
    return [this.#stateOf(fields, game, hintsOf(game))];
  }

  #stateOf(fields: Payload, game: FeedGame, hints: FeedHints): FeedReading {
    const spec = game.league === null ? null : specOfLeague(game.league);
    const word = wordOf(fields, spec);
    const phase = phaseOf(fields, word);
    const period = word !== null && 'period' in word ? word.period : null;
    const score = scoreOf(fields, spec, hints);
    const situation = joined(score?.situation ?? null, word);
    const state = {
      phase,
      period,
      ...this.#clockOf(fields, { game, spec, word }),
      homeScore: score?.home ?? null,
      awayScore: score?.away ?? null,
      possession: turnOf(fields, game),
      ...(situation === null ? {} : { situation }),
    };
    return { kind: 'state', game, state, unknown: fields.unknown, order: null };
  }

  #clockOf(fields: Payload, at: Standing): PeriodClock {
    const { word, spec, game } = at;
    if (word?.kind === 'period-over') return spec?.kind === 'clock' ? PERIOD_OVER : NO_CLOCK;
    const text = fields.text('elapsed');
    if (text === null) return NO_CLOCK;
    const seconds = clockSeconds(text);
    if (seconds === null) return fields.note('elapsed') ?? NO_CLOCK;
    if (spec?.kind !== 'clock' || word?.kind !== 'period') return NO_CLOCK;
    const evidence = this.#evidenceOf(game.league ?? '', spec);
    evidence.observe({ game: game.ids[0] ?? '', period: word.period, seconds });
    switch (evidence.meaningIn(word.period)) {
      case 'left-in-period':
        return secondsLeft(seconds);
      case 'played-in-period':
        return secondsElapsed(seconds);
      case 'played-in-game': {
        const elapsed = seconds - (startOfPeriod(spec, word.period) ?? Number.POSITIVE_INFINITY);
        return elapsed < 0 ? (fields.note('elapsed') ?? NO_CLOCK) : secondsElapsed(elapsed);
      }
      case null:
        return NO_CLOCK;
    }
  }

  #evidenceOf(league: string, spec: SportSpec & { readonly kind: 'clock' }): ClockEvidence {
    const known = this.#evidence.get(league) ?? new ClockEvidence(spec);
    this.#evidence.set(league, known);
    return known;
  }
}

interface Standing {
  readonly game: FeedGame;
  readonly spec: SportSpec | null;
  readonly word: PeriodWord | null;
}

function gameOf(fields: Payload, id: string): FeedGame {
  const ids = [id, fields.text('slug'), fields.text('sportradarGameId')].filter((each) => each !== null);
  const code = fields.text('leagueAbbreviation')?.toLowerCase() ?? null;
  const isKnown = code !== null && specOfLeague(code) !== null;
  if (!isKnown) fields.note('leagueAbbreviation');
  const team = (key: string) => ({ id: null, name: fields.text(key) });
  return { ids, league: isKnown ? code : null, home: team('homeTeam'), away: team('awayTeam') };
}

function wordOf(fields: Payload, spec: SportSpec | null): PeriodWord | null {
  const text = fields.text('period');
  if (text === null) return null;
  return periodWordOf(text, spec) ?? fields.note('period');
}

const IN_PLAY = new Set<GamePhase>(['live', 'break', 'overtime', 'shootout']);

/** Status, period and the two flags have to agree; where they do not, nobody knows. */
function phaseOf(fields: Payload, word: PeriodWord | null): GamePhase {
  const status = fields.text('status');
  const said = PHASES.get(status?.toLowerCase().replaceAll(/[ /_-]/g, '') ?? '');
  if (said === undefined) return fields.note('status') ?? 'unknown';
  const [live, ended] = [fields.flag('live'), fields.flag('ended')];
  if (live === true && !IN_PLAY.has(said) && said !== 'suspended' && said !== 'delayed')
    return contradiction(fields, 'live');
  if (ended === true && (said === 'scheduled' || IN_PLAY.has(said))) return contradiction(fields, 'ended');
  if (said !== 'live') return said;
  switch (word?.kind) {
    case 'overtime':
      return 'overtime';
    case 'shootout':
      return 'shootout';
    case 'period-over':
      return 'break';
    case 'game-over':
      return contradiction(fields, 'period');
    case 'period':
    case undefined:
      return 'live';
  }
}

function contradiction(fields: Payload, key: string): GamePhase {
  return (
    fields.note(key, `${String(fields.raw(key))} with status ${fields.text('status') ?? ''}`) ?? 'unknown'
  );
}

function scoreOf(fields: Payload, spec: SportSpec | null, hints: FeedHints) {
  const text = fields.text('score');
  if (text === null) return null;
  const score = scoreOfText(text, hints.scoreOrder, spec);
  if (score === 'unread') return fields.note('score');
  return score === 'unordered' ? fields.note('score', 'order of the teams is not known') : score;
}

/** What score and period say of one game, together. */
function joined(score: GameSituation | null, word: PeriodWord | null): GameSituation | null {
  return score ?? (word !== null && 'situation' in word ? (word.situation ?? null) : null);
}

/** Who has the ball: the name of one of the two teams. */
function turnOf(fields: Payload, { home, away }: FeedGame): 'home' | 'away' | null {
  const turn = fields.text('turn')?.toLowerCase();
  if (turn === undefined) return null;
  const [isHome, isAway] = [home, away].map(({ name }) => name !== null && name.toLowerCase() === turn);
  if (isHome !== isAway) return isHome ? 'home' : 'away';
  return fields.note('turn');
}
