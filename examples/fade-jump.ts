import { GateSheet, PRICE_ONE, shares } from 'touchline/engine';
import { defineStrategy } from 'touchline/strategies';
import { z } from 'zod';

const parameters = z.strictObject({
  jump: z.number().positive().default(0.06).describe('rise between two quotes, dollars a share'),
  sizeShares: z.int().positive().default(20),
});
const about = { name: 'fade-jump', version: '2' };

/** Buys NO after the price of YES has jumped, and holds it to the settlement: a strategy of your own. */
export const strategy = defineStrategy<z.infer<typeof parameters>>({
  ...about,
  summary: 'Fades a jump of the price and holds to the settlement.',
  parameters,
  create: (parametersFor) => {
    const last: number[] = [];
    const sheet = new GateSheet(['jump', 'flat']);
    return {
      ...about,
      quote(context, index) {
        const { mid, bid } = context.book(index);
        if (mid === null || bid === null) return;
        const jump = mid - (last[index] ?? mid);
        last[index] = mid;
        const market = context.market(index);
        const wanted = parametersFor(market, context.game(market.game));
        const flat = context.position(index).size === 0 && context.orders(index).length === 0;
        sheet.begin(index, 'enter', 'no');
        sheet.judge(0, jump / PRICE_ONE, wanted.jump, jump >= wanted.jump * PRICE_ONE);
        sheet.judge(1, flat ? 0 : 1, 0, flat);
        context.decide(sheet);
        if (!sheet.passed) return;
        const size = shares(wanted.sizeShares * 1_000_000);
        const sale = { market: index, side: 'sell', limit: bid, size } as const;
        context.place({ ...sale, timeInForce: 'fak', reduceOnly: false, tag: 'entry' });
      },
    };
  },
});
