import { describe, expect, it } from 'vitest';
import {
  at,
  order,
  quote,
  resolution,
  run,
  scripted,
  type TestEvent,
  type TestOptions,
  tapeOfEvents,
} from './kernel.testing.js';
import { price } from './units.js';

const POINT: TestEvent = {
  venueTime: at(0),
  localTime: at(0),
  kind: 'pricePoint',
  market: order().market,
  price: price(4_000),
};

const assumed = (events: readonly TestEvent[], options: TestOptions = {}): readonly string[] =>
  run(tapeOfEvents(events), scripted({}), options).assumptions;

describe('what a run took for granted', () => {
  it('says how an order fills: by the cap without sizes, by the recorded size with them', () => {
    expect(assumed([quote(0, 0, [3_900, 4_000])]).join('\n')).toContain(
      'at most 100 shares a side and quote',
    );
    const sized = assumed([quote(0, 0, [3_900, 4_000, 5, 5])]).join('\n');
    expect(sized).toContain('up to the recorded size');
    expect(sized).not.toContain('at most 100 shares');
  });

  it('begins with synthetic quotes where reference prices were made executable, and only there', () => {
    const venue = { syntheticHalfSpread: price(50) };
    expect(assumed([POINT], { venue })[0]).toBe(
      'SYNTHETIC QUOTES: reference prices were made executable at -/+ 0.005; no book was recorded.',
    );
    expect(assumed([POINT]).join('\n')).not.toContain('SYNTHETIC');
    expect(assumed([quote(0, 0, [3_900, 4_000])], { venue }).join('\n')).not.toContain('SYNTHETIC');
  });

  it('counts outcomes that were inferred, and is silent about those that the venue said', () => {
    const inferred = { ...resolution(5, 0, 1), label: 'inferred' } as TestEvent;
    expect(assumed([quote(0, 0, [3_900, 4_000]), inferred])[0]).toContain('1 outcomes are inferred');
    expect(assumed([quote(0, 0, [3_900, 4_000]), resolution(5, 0, 1)]).join('\n')).not.toContain('inferred');
  });

  it('states latency, staleness, rebates and the marking of holdings', () => {
    const text = assumed([quote(0, 0, [3_900, 4_000])], {
      venue: {
        latency: { entryMs: 250, cancelMs: 150, responseMs: 50 },
        staleAfterMs: 90_000,
        makerRebates: true,
      },
    }).join('\n');
    expect(text).toContain('250 ms to the venue, cancels 150 ms, answers 50 ms back');
    expect(text).toContain('older than 90 s');
    expect(text).toContain('Maker rebates are credited.');
    expect(text).toContain('valued at the last bid');
  });

  it('names each fee rule that was applied, with its formula and what is to be said of it', () => {
    const strategy = scripted({ 1: (context) => void context.place(order()) });
    const tape = tapeOfEvents([quote(0, 0, [3_900, 4_000]), quote(9, 0, [3_900, 4_000])]);
    const fees = run(tape, strategy).assumptions.filter((row) => row.startsWith('Fees:'));
    expect(fees).toHaveLength(1);
    expect(fees[0]).toContain('polymarket-sports-2026-07: 0.05 C p(1 - p)');
    expect(fees[0]).toContain('Note: fees of Polymarket are taken from its dated table');
  });
});
