import type { z } from 'zod';
import { leadOf } from '../sport/game-clock.js';
import type { GameExitFields } from './exit-fields.js';
import type { ExitRule } from './exit-rule.js';

interface Terms {
  readonly exit: z.infer<z.ZodObject<GameExitFields>>;
}

/** This little of regulation is left. */
export const clockRule: ExitRule<Terms> = {
  name: 'clock',
  judge: (look, { exit }) => {
    const left = look.memory.clock.progress(look.game.index)?.secondsRemaining ?? Number.NaN;
    const limit = exit.secondsLeftMax === 'off' ? Number.NaN : exit.secondsLeftMax;
    look.verdict(left, limit, left <= limit);
  },
};

/** The game is in a segment, and far enough in it. */
export const segmentRule: ExitRule<Terms> = {
  name: 'segment',
  judge: (look, { exit }) => {
    const clock = look.memory.clock.progress(look.game.index);
    const fraction = clock?.fraction ?? Number.NaN;
    const inSegment = clock !== null && clock.segment === exit.segment;
    look.verdict(
      fraction,
      exit.segmentProgressMin,
      inSegment && (clock.fraction ?? -1) >= exit.segmentProgressMin,
    );
  },
};

/** The side trails by more than this. */
export const deficitRule: ExitRule<Terms> = {
  name: 'deficit',
  judge: (look, { exit }) => {
    const lead = leadOf(look.market, look.game, look.side);
    const limit = exit.deficitMax === 'off' ? Number.NaN : exit.deficitMax;
    look.verdict(lead === null ? Number.NaN : -lead, limit, lead !== null && -lead > limit);
  },
};
