import type { z } from 'zod';
import type { SwitchFields } from './entry-fields.js';
import type { Gate } from './gate.js';

type Terms = z.infer<z.ZodObject<SwitchFields>>;

/** Entries are switched on. */
export const enabledGate: Gate<Terms> = {
  name: 'enabled',
  judge: (look, { enabled }) => look.verdict(enabled ? 1 : 0, 1, enabled),
};

/** The side may be bought. */
export const sideGate: Gate<Terms> = {
  name: 'side',
  judge: (look, { side }) => {
    const wanted = side === 'both' || side === look.side;
    look.verdict(wanted ? 1 : 0, 1, wanted);
  },
};
