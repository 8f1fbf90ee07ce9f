import { z } from 'zod';

const OFF = z.literal('off');
const part = (what: string) => z.number().gt(0).lt(1).describe(`${what}, as a part: 0.15 is 15 %`);

/** Fields of the rules `take-profit`, `stop-loss` and `trailing-stop`. */
export const PRICE_EXIT_FIELDS = {
  takeProfit: z
    .union([z.number().positive().max(2).describe('gain on the entry price, as a part: 0.2 is 20 %'), OFF])
    .default(0.2),
  stopLoss: z.union([part('loss on the entry price'), OFF]).default(0.1),
  trailingStop: z.union([part('fall from the best bid since entry'), OFF]).default('off'),
};
/** Type of `PRICE_EXIT_FIELDS`. */
export type PriceExitFields = typeof PRICE_EXIT_FIELDS;

/** Fields of the rules `clock`, `segment` and `deficit`. */
export const GAME_EXIT_FIELDS = {
  secondsLeftMax: z
    .union([z.number().min(0).describe('close when this many seconds of regulation are left'), OFF])
    .default('off'),
  segment: z
    .union([
      z
        .string()
        .regex(
          /^(q[1-4]|h[12]|p[1-3]|ot)$/,
          'a quarter, half, period or overtime: q1 to q4, h1, h2, p1 to p3, ot',
        )
        .describe('close in this segment of the game: q4, h2, p3, ot'),
      OFF,
    ])
    .default('off'),
  segmentProgressMin: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('and only once this part of regulation was played: q4 with 2:00 left is 0.9583'),
  deficitMax: z
    .union([
      z.number().positive().describe('close when the side trails by more than this, points or goals'),
      OFF,
    ])
    .default('off'),
};
/** Type of `GAME_EXIT_FIELDS`. */
export type GameExitFields = typeof GAME_EXIT_FIELDS;

/** Fields of the rule `max-hold`, and of the order. */
export const HOLD_EXIT_FIELDS = {
  holdMinutesMax: z
    .union([z.number().positive().max(7_200).describe('close after this long, minutes'), OFF])
    .default('off'),
  slippageMax: z.number().min(0).lt(0.5).default(0.03).describe('most below the bid, dollars a share'),
};
