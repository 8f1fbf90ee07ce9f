import { TouchlineError } from '../../engine/errors.js';
import type { LeagueRules, Stage, StageRules } from './league-rules.js';
import type { Regulation } from './regulation.js';
import { BASEBALL } from './specs/baseball.js';
import { BASKETBALL } from './specs/basketball.js';
import { CRICKET_GOLF_RACING } from './specs/cricket-golf-racing.js';
import { FIELD_GAMES } from './specs/field-games.js';
import { GRIDIRON } from './specs/gridiron.js';
import { HOCKEY } from './specs/hockey.js';
import { MATCHES } from './specs/matches.js';
import { SOCCER } from './specs/soccer.js';

/** The rules of a league in one stage. Tell the kinds apart by `kind`; read a game through `progress`. */
export type SportSpec = Regulation & StageRules;

/** Every rule of every league; of one league, the oldest first. */
export const LEAGUE_RULES: readonly LeagueRules[] = [
  ...[BASKETBALL, GRIDIRON, HOCKEY, BASEBALL, SOCCER],
  ...[FIELD_GAMES, MATCHES, CRICKET_GOLF_RACING],
].flat();

/** The specs of one league, the newest rules first. */
type DatedSpecs = { readonly from: string | null; readonly stages: Readonly<Record<Stage, SportSpec>> }[];

function specsByLeague(): ReadonlyMap<string, DatedSpecs> {
  const table = new Map<string, DatedSpecs>();
  for (const { leagues, from, regulation, stages } of LEAGUE_RULES) {
    const specs = {
      regular: { ...regulation, ...stages.regular },
      knockout: { ...regulation, ...stages.knockout },
    };
    for (const league of leagues.split(' ')) {
      const dated = table.get(league) ?? [];
      table.set(league, [{ from, stages: specs }, ...dated]);
    }
  }
  return table;
}

const SPECS = specsByLeague();

/** Which rules of a league are meant. */
export interface SpecQuestion {
  /** Default `regular`. It changes what follows regulation, never regulation itself. */
  readonly stage?: Stage;
  /** Day of the game, `YYYY-MM-DD`; `null` or left out = the rules of today. */
  readonly date?: string | null;
}

/** How a league plays its games; `null` = not known here, and never a default. Case does not matter. */
export function specOfLeague(
  league: string,
  { stage = 'regular', date }: SpecQuestion = {},
): SportSpec | null {
  const dated = SPECS.get(league.toLowerCase());
  const inForce = dated?.find(
    ({ from }) => from === null || date === null || date === undefined || from <= date,
  );
  return inForce?.stages[stage] ?? null;
}

/**
 * The rules of a league that someone named. A league that a recording happens to hold is asked for with
 * `specOfLeague`: not every one has to be known.
 *
 * @throws CONFIG_LEAGUE with the list of those that are known.
 */
export function requireSpec(league: string, question: SpecQuestion = {}): SportSpec {
  const spec = specOfLeague(league, question);
  if (spec !== null) return spec;
  throw new TouchlineError('CONFIG_LEAGUE', `the rules of the league ${league} are not known`, {
    where: { league },
    hint: `known are ${[...SPECS.keys()].join(', ')}`,
  });
}
