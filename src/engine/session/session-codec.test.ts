import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TouchlineError } from '../errors.js';
import type { TapeEvent } from '../events.js';
import { decodeSessionInput, encodeSessionInput } from './session-codec.js';
import type { SessionInput } from './session-input.js';

const faultOf = (text: string): unknown => {
  try {
    decodeSessionInput(text, 12);
  } catch (error) {
    return error instanceof TouchlineError ? [error.code, error.where] : error;
  }
  return 'no fault';
};

const STAMP = '"venueTime":5,"localTime":6,"source":"ws","sequence":7';
const QUOTE = `{"kind":"quote",${STAMP},"market":0,"bid":4900,"ask":null,"bidSize":1000000,"askSize":null}`;

/** Lines as a journal holds them, written by hand. */
const LINES = [
  '{"kind":"opening","at":1,"cash":100000000,"positions":[{"market":3,"size":-5000000,"cost":2000000,"openedAt":0}],"day":{"startedAt":0,"equity":99000000}}',
  `{"kind":"events","events":[${QUOTE}]}`,
  `{"kind":"events","events":[{"kind":"bookSnapshot",${STAMP},"market":0,"bids":[{"price":4900,"size":1}],"asks":[]}]}`,
  `{"kind":"events","events":[{"kind":"bookDelta",${STAMP},"market":0,"side":"ask","price":5000,"size":0}]}`,
  `{"kind":"events","events":[{"kind":"trade",${STAMP},"market":0,"price":5000,"size":10,"takerSide":"sell"}]}`,
  `{"kind":"events","events":[{"kind":"pricePoint",${STAMP},"market":0,"price":5000}]}`,
  `{"kind":"events","events":[{"kind":"gameState",${STAMP},"game":0,"state":{"phase":"live","period":3,"secondsLeftInPeriod":71.5,"secondsElapsedInPeriod":null,"homeScore":2,"awayScore":0,"possession":"home","situation":{"kind":"innings","half":"top","outs":2,"scheduled":null}}}]}`,
  `{"kind":"events","events":[{"kind":"marketFacts",${STAMP},"market":0,"facts":{"tickBands":[{"from":0,"to":10000,"tick":100}],"minimumSize":5000000,"minimumNotional":1000000,"lot":10000,"fee":{"takerRate":300,"makerRate":-25},"takerDelayMs":3000,"startTime":9,"clearAtStart":true,"status":"open"}}]}`,
  `{"kind":"events","events":[{"kind":"resolution",${STAMP},"market":0,"payout":500000,"label":"authoritative"}]}`,
  `{"kind":"events","events":[{"kind":"feedGap",${STAMP},"market":null,"from":2}]}`,
  '{"kind":"report","at":8,"order":"0123456789abcdef","report":{"state":"live"}}',
  '{"kind":"report","at":8,"order":"0123456789abcdef","report":{"state":"fill","price":4000,"size":10000000,"fee":120000,"liquidity":"taker"}}',
  '{"kind":"report","at":8,"order":"0123456789abcdef","report":{"state":"rejected","reason":"not enough balance \\"x\\""}}',
  '{"kind":"report","at":8,"order":"0123456789abcdef","report":{"state":"cancelRefused","reason":"order not found"}}',
  '{"kind":"time","at":9}',
  '{"kind":"dayStart","at":10}',
  '{"kind":"closing","at":11}',
];

describe('a line of a journal', () => {
  it.each(LINES)('reads and writes %s', (line) => {
    expect(encodeSessionInput(decodeSessionInput(line, 1))).toBe(line);
  });

  it('is the same for equal inputs, whatever the order of their fields', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, each]) => [key, reversed(each)]),
      );
    };
    for (const line of LINES) {
      expect(encodeSessionInput(reversed(JSON.parse(line)) as SessionInput)).toBe(line);
    }
  });

  it.each([
    ['{"kind":"time","at":9', ['ENGINE_JOURNAL', { line: 12 }]],
    ['null', ['ENGINE_JOURNAL', { line: 12, field: '' }]],
    ['{"kind":"tick","at":9}', ['ENGINE_JOURNAL', { line: 12, field: 'kind' }]],
    ['{"kind":"time"}', ['ENGINE_JOURNAL', { line: 12, field: 'at' }]],
    ['{"kind":"time","at":9.5}', ['ENGINE_JOURNAL', { line: 12, field: 'at' }]],
    ['{"kind":"time","at":9007199254740992}', ['ENGINE_JOURNAL', { line: 12, field: 'at' }]],
    ['{"kind":"time","at":9,"by":"me"}', ['ENGINE_JOURNAL', { line: 12, field: '' }]],
    [
      '{"kind":"report","at":8,"order":"0123","report":{"state":"live"}}',
      ['ENGINE_JOURNAL', { line: 12, field: 'order' }],
    ],
    [
      '{"kind":"report","at":8,"order":"0123456789abcdef","report":{"state":"fill","price":10001,"size":1,"fee":0,"liquidity":"taker"}}',
      ['ENGINE_JOURNAL', { line: 12, field: 'report.price' }],
    ],
    [
      `{"kind":"events","events":[${QUOTE},${QUOTE.replace('1000000', '-1')}]}`,
      ['ENGINE_JOURNAL', { line: 12, field: 'events.1.bidSize' }],
    ],
    [
      `{"kind":"events","events":[${QUOTE.replace('"ask":null,', '')}]}`,
      ['ENGINE_JOURNAL', { line: 12, field: 'events.0.ask' }],
    ],
  ])('is refused with line and field: %s', (text, fault) => {
    expect(faultOf(text)).toEqual(fault);
  });

  it('is not written of an input that could not be read', () => {
    const wrong = { kind: 'time', at: Number.NaN } as unknown as SessionInput;
    expect(() => encodeSessionInput(wrong)).toThrow(/an input to journal: at/);
  });

  it('gives back every event, numbers and text to the last bit', () => {
    const events = fc.array(
      fc.record({
        kind: fc.constant('quote' as const),
        venueTime: fc.maxSafeInteger(),
        localTime: fc.maxSafeInteger(),
        source: fc.string({ unit: 'binary' }),
        sequence: fc.maxSafeInteger(),
        market: fc.maxSafeNat(),
        bid: fc.option(fc.integer({ min: 0, max: 10_000 })),
        ask: fc.option(fc.integer({ min: 0, max: 10_000 })),
        bidSize: fc.option(fc.maxSafeNat()),
        askSize: fc.option(fc.maxSafeNat()),
      }),
    );
    fc.assert(
      fc.property(events, (each) => {
        const input: SessionInput = { kind: 'events', events: each as unknown as TapeEvent[] };
        expect(decodeSessionInput(encodeSessionInput(input), 1)).toEqual(input);
      }),
    );
  });
});
