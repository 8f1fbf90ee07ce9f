import { z } from 'zod';
import { GateSheet } from '../engine/gate-sheet.js';
import { shares } from '../engine/units.js';
import { defineStrategy } from '../strategies/strategy-module.js';

const parameters = z.strictObject({});
const about = { name: 'eager', version: '1' };

/** Buys five shares of everything once and holds them: something happens within seconds of any recording. */
export const strategy = defineStrategy<z.infer<typeof parameters>>({
  ...about,
  summary: 'Buys five shares of everything once.',
  parameters,
  create: () => {
    const sheet = new GateSheet(['flat']);
    return {
      ...about,
      quote(context, market) {
        const { ask } = context.book(market);
        if (ask === null) return;
        const flat = context.position(market).size === 0 && context.orders(market).length === 0;
        sheet.begin(market, 'enter', 'yes');
        sheet.judge(0, flat ? 0 : 1, 0, flat);
        context.decide(sheet);
        if (!sheet.passed) return;
        const purchase = { market, side: 'buy', limit: ask, size: shares(5_000_000) } as const;
        context.place({ ...purchase, timeInForce: 'fak', reduceOnly: false, tag: 'entry' });
      },
    };
  },
});
