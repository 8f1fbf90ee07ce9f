import { z } from 'zod';

const minutes = (what: string) => z.number().positive().max(7_200).describe(`${what}, minutes`);
const knownShareMin = z
  .number()
  .min(0)
  .max(1)
  .default(0.5)
  .describe('part of the window in which a mid must have been known');

const lastMid = z.strictObject({ policy: z.literal('last-mid-before-start') });
const twap = z.strictObject({
  policy: z.literal('twap-before-start'),
  windowMinutes: minutes('length of the window'),
  knownShareMin,
});
const opening = z.strictObject({ policy: z.literal('opening') });
const laggedTwap = z.strictObject({
  policy: z.literal('lagged-twap'),
  lagMinutes: minutes('how far back the window ends').default(30),
  windowMinutes: minutes('length of the window').default(120),
  knownShareMin,
});
const externalLine = z.strictObject({
  policy: z.literal('external-line'),
  probability: z.number().gt(0).lt(1).describe('probability of YES'),
  knownAt: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/)
    .describe('when the line could have been known, YYYY-MM-DDTHH:MM[:SS]Z'),
});

/** Where the price stood before, by a policy; every one is as of safe. */
export const baselineSchema = z.discriminatedUnion('policy', [
  lastMid,
  twap,
  opening,
  laggedTwap,
  externalLine,
]);

/** The policies whose price belongs to the time before the game: it does not follow the price in play. */
export const pregameSchema = z.discriminatedUnion('policy', [lastMid, twap, opening]);
