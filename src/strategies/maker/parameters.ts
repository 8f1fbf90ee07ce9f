import { z } from 'zod';

const price = (what: string) => z.number().min(0).lt(0.5).describe(`${what}, dollars a share`);

/** Everything that `maker` can be told. */
export const makerParameters = z.strictObject({
  sizeShares: z.number().positive().default(20).describe('shares a quote'),
  inventoryMaxShares: z
    .number()
    .positive()
    .default(100)
    .describe('holding, of either side, beyond which that side is no longer quoted, shares'),
  behindTouch: price('how far behind the best bid and ask the quotes stand').default(0),
  reservation: z
    .enum(['touch', 'linear', 'kelly'])
    .default('touch')
    .describe('where the quotes stand: at the touch, or around a mid that is moved against what is held'),
  skewMax: price('with linear: how far the middle moves at the largest holding').default(0.02),
  halfWidth: price('with linear and kelly: distance of each quote from the middle').default(0.01),
  spreadMin: price('narrowest spread that is worth quoting').default(0.01),
  moveMin: price('a quote is moved only when it is off by at least this').default(0.01),
  phase: z.enum(['in-play', 'pre-game', 'any']).default('pre-game').describe('when quotes are made'),
  unknownPhase: z
    .enum(['allow', 'block'])
    .default('block')
    .describe('what to do where the data does not tell whether the game has begun'),
  pullBeforeStartMinutes: z
    .number()
    .min(0)
    .default(5)
    .describe('quotes are taken out this long before the scheduled start, minutes'),
  scorePauseSeconds: z
    .number()
    .min(0)
    .default(60)
    .describe('after a change of score nothing is quoted for this long, seconds'),
});

/** What `maker` can be told. */
export type MakerParameters = z.infer<typeof makerParameters>;
