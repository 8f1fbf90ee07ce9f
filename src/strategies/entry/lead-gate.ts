import { leadOf } from '../sport/game-clock.js';
import type { LeadFields } from './entry-fields.js';
import type { EntryTerms, Gate } from './gate.js';

/** The side is not too far behind by the score. */
export const leadGate: Gate<EntryTerms<LeadFields>> = {
  name: 'lead',
  judge: (look, { entry }) => {
    const lead = leadOf(look.market, look.game, look.side);
    const least = entry.leadMin === 'off' ? Number.NaN : entry.leadMin;
    const enough = lead === null ? entry.unknownScore === 'allow' : lead >= least;
    look.verdict(lead ?? Number.NaN, least, entry.leadMin === 'off' || enough);
  },
};
