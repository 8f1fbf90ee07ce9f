import type { MarketInfo } from '../../../../engine/catalog.js';
import type { GammaEvent, GammaTeam } from '../wire/gamma-event.js';
import type { GammaMarket } from '../wire/gamma-market.js';

/** Which token is YES, and what YES means in the game. */
export interface OutcomeSides {
  readonly yes: 0 | 1;
  readonly yesMeans: MarketInfo['yesMeans'];
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * Told by names, never by order: outcomes are often [away, home]. Of a Yes/No market YES is the outcome of that name,
 * and its title says whom it is about; of a market on two teams YES is the first outcome, whoever that is.
 */
export function outcomeSides(market: GammaMarket, { teams }: Pick<GammaEvent, 'teams'>): OutcomeSides {
  const names = market.outcomes.map(plain);
  const yes = names.indexOf('yes');
  if (yes !== -1 && names.includes('no')) {
    return { yes: yes === 0 ? 0 : 1, yesMeans: titleMeans(market.title, teams) };
  }
  const [first, second] = market.outcomes.map((name) => sideOfName(name, teams));
  // Both have to be told, and apart: a name that fits both teams says nothing.
  const told = first !== null && second !== null && first !== second ? (first ?? null) : null;
  return { yes: 0, yesMeans: told };
}

function titleMeans(title: string | null, teams: readonly GammaTeam[]): MarketInfo['yesMeans'] {
  if (title === null) return null;
  if (/^(draw|tie)\b/i.test(title)) return 'draw';
  if (title === 'home' || title === 'away') return title;
  return sideOfName(title, teams);
}

function sideOfName(name: string, teams: readonly GammaTeam[]): 'home' | 'away' | null {
  const wanted = plain(name);
  const sides = teams
    .filter(({ names }) => names.some((each) => plain(each) === wanted))
    .map(({ side }) => side);
  const [side = null] = sides;
  return sides.every((each) => each === side) ? side : null;
}
