import { GateSheet, PRICE_ONE, type Price, shares } from 'touchline/engine';
import { defineStrategy } from 'touchline/strategies';
import { z } from 'zod';

const parameters = z.strictObject({
  jump: z
    .number()
    .positive()
    .default(0.06)
    .describe('rise between two quotes that is faded, dollars a share'),
  holdMinutes: z.number().positive().default(20).describe('how long NO is held, minutes'),
  sizeShares: z.int().positive().default(20),
});
const GATES = ['jump', 'flat'];

/** Buys NO after the price of YES has jumped, and sells it again after a while: a strategy of your own. */
export const strategy = defineStrategy<z.infer<typeof parameters>>({
  name: 'fade-jump',
  version: '1',
  summary: 'Fades a jump of the price and closes after a while.',
  parameters,
  create: (parametersFor) => {
    const last: number[] = [];
    const sheet = new GateSheet(GATES);
    return {
      name: 'fade-jump',
      version: '1',
      quote(context, market) {
        const { mid, bid } = context.book(market);
        const jump = mid === null ? 0 : mid - (last[market] ?? mid);
        if (mid !== null) last[market] = mid;
        if (bid === null || jump <= 0) return;
        const {
          jump: wanted,
          sizeShares,
          holdMinutes,
        } = parametersFor(context.market(market), context.game(context.market(market).game));
        const flat = context.position(market).size === 0 && context.orders(market).length === 0;
        sheet.begin(market, 'enter', 'no');
        sheet.judge(0, jump / PRICE_ONE, wanted, jump >= wanted * PRICE_ONE);
        sheet.judge(1, flat ? 0 : 1, 0, flat);
        context.decide(sheet);
        if (!sheet.passed) return;
        const size = shares(sizeShares * 1_000_000);
        context.place({
          market,
          side: 'sell',
          limit: bid,
          size,
          timeInForce: 'fak',
          reduceOnly: false,
          tag: 'entry',
        });
        context.timer((context.now + holdMinutes * 60_000_000) as typeof context.now, String(market));
      },
      timer(context, key) {
        const market = Number(key) as Parameters<typeof context.book>[0];
        const size = shares(Math.abs(context.position(market).size));
        if (size > 0)
          context.place({
            market,
            side: 'buy',
            limit: (PRICE_ONE - 100) as Price,
            size,
            timeInForce: 'fak',
            reduceOnly: true,
            tag: 'time',
          });
      },
    };
  },
});
