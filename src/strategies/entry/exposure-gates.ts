import { MICROS_PER_SECOND } from '../../engine/units.js';
import type { GameLimitFields, ReentryFields } from './entry-fields.js';
import type { EntryTerms, Gate } from './gate.js';

/** Nothing is held and no order is on its way. */
export const flatGate: Gate<unknown> = {
  name: 'flat',
  judge: (look) => {
    const { context, market } = look;
    const flat = context.position(market.index).size === 0 && context.orders(market.index).length === 0;
    look.verdict(flat ? 0 : 1, 0, flat);
  },
};

/** Few enough other markets of the game are held. */
export const gameLimitGate: Gate<EntryTerms<GameLimitFields>> = {
  name: 'game-limit',
  judge: (look, { entry }) => {
    const others = look.context.othersEngagedInGame(look.market.index);
    look.verdict(others, entry.positionsPerGameMax, others < entry.positionsPerGameMax);
  },
};

/** The market was entered seldom enough. */
export const entriesGate: Gate<EntryTerms<ReentryFields>> = {
  name: 'entries',
  judge: (look, { entry }) => {
    const entries = look.memory.markets.entries[look.market.index] as number;
    look.verdict(entries, entry.entriesPerMarketMax, entries < entry.entriesPerMarketMax);
  },
};

/** The last exit is long enough ago; with no cool-down at all an entry still never shares the instant of an exit. */
export const coolDownGate: Gate<EntryTerms<ReentryFields>> = {
  name: 'cool-down',
  judge: (look, { entry }) => {
    const left = look.memory.markets.lastExitAt[look.market.index] as number;
    const since = (look.context.now - left) / MICROS_PER_SECOND;
    const rest = entry.coolDownMinutes * 60;
    look.verdict(since, rest, since >= rest && since > 0);
  },
};
