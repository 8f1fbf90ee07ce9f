import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '../../../../engine/units.js';
import { CONDITION, NO, YES } from '../listed-markets.testing.js';
import { classifyCancel, readCancelAll } from '../orders/classify-cancel.js';
import { classifyPlacement } from '../orders/classify-placement.js';
import { readBalanceAllowance, readClosedOnly, readGeoblock, readTime } from '../orders/permission.js';
import { readBody } from '../orders/read-pages.js';
import { VenueModes } from '../orders/venue-modes.js';
import { json, ScriptedPorts } from '../scripted-ports.testing.js';
import { readClobMarket } from './clob-market.js';
import { fieldsOf } from './fields.js';
import { readGammaEvent } from './gamma-event.js';
import { readBook } from './market-message.js';
import { readOrder, readTrade } from './user-message.js';

const ID = `0x${'ab'.repeat(32)}`;
const market = {
  ...{
    slug: 's',
    conditionId: CONDITION,
    version: 'v1',
    outcomes: '["Yes","No"]',
    clobTokenIds: `["${YES}","${NO}"]`,
  },
  ...{
    outcomePrices: '["0.4","0.6"]',
    orderPriceMinTickSize: 0.01,
    feeSchedule: { rate: 0.05, exponent: 1 },
  },
};
const READERS: readonly (readonly [name: string, sample: unknown, read: (body: unknown) => unknown])[] = [
  [
    'an event',
    { slug: 'nba-a-b-2026-05-01', gameId: 1, teams: [{ name: 'A' }], markets: [market] },
    readGammaEvent,
  ],
  [
    'a market',
    { c: CONDITION, mts: 0.01, mos: 5, fd: { r: 0.05, e: 1 }, sd: 1, gst: '2026-05-01T00:00:00Z' },
    readClobMarket,
  ],
  [
    'a book',
    {
      market: CONDITION,
      asset_id: YES,
      timestamp: '1777629600123',
      bids: [{ price: '.4', size: '1' }],
      asks: [],
    },
    (body) => readBook(fieldsOf(body, 'book')),
  ],
  [
    'an order',
    {
      id: ID,
      asset_id: YES,
      side: 'BUY',
      price: '0.5',
      original_size: '1',
      size_matched: '0',
      status: 'LIVE',
      created_at: 1777629600,
    },
    (body) => readOrder(fieldsOf(body, 'order')),
  ],
  [
    'a trade',
    {
      id: 't',
      taker_order_id: ID,
      asset_id: YES,
      side: 'BUY',
      price: '0.5',
      size: '1',
      status: 'MINED',
      match_time: '1777629600',
    },
    (body) => readTrade(fieldsOf(body, 'trade')),
  ],
  ['a balance', { balance: '1000000', allowances: { '0xe': '1' } }, readBalanceAllowance],
  ['a geoblock', { blocked: false, country: 'IE' }, readGeoblock],
  ['a ban', { closed_only: false }, readClosedOnly],
  ['a time', 1777629600, readTime],
];

/** A text with some of its characters put otherwise, cut off, or doubled. */
const damaged = (text: string) =>
  fc
    .array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom('', '"', '{', '}', '[', ',', ':', '-', '9', 'e309', 'null', '__proto__', '\u0000'),
      ),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((edits) =>
      edits.reduce((done, [at, put]) => {
        const where = at % (done.length + 1);
        return done.slice(0, where) + put + done.slice(where + 1);
      }, text),
    );

describe('an answer of the venue that is damaged', () => {
  it.each(READERS)('is read as %s or is a failed reading, never anything else', (_name, sample, read) => {
    expect(readBody(json(200, JSON.stringify(sample)), read).kind).toBe('read');
    const texts = fc.oneof(damaged(JSON.stringify(sample)), fc.json(), fc.string());
    fc.assert(
      fc.property(texts, (body) => {
        expect(['read', 'failed']).toContain(readBody(json(200, body), read).kind);
      }),
      { numRuns: 400 },
    );
  });

  it('is taken for an accepted order only when it still says every part of it', () => {
    const good = JSON.stringify({ success: true, errorMsg: '', orderID: ID, status: 'live' });
    fc.assert(
      fc.property(
        fc.oneof(damaged(good), fc.json()),
        fc.constantFrom(200, 201, 400, 409, 500, 503),
        (body, status) => {
          const outcome = classifyPlacement(
            json(status, body),
            ID,
            new VenueModes(new ScriptedPorts().clock),
          );
          if (outcome.kind !== 'accepted') return;
          expect(status).toBeLessThan(300);
          expect(JSON.parse(body)).toMatchObject({ success: true, orderID: ID, status: 'live' });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is taken for a cancelled order only when it still names it', () => {
    const good = JSON.stringify({ canceled: [ID], not_canceled: {} });
    fc.assert(
      fc.property(fc.oneof(damaged(good), fc.json()), (body) => {
        if (classifyCancel(json(200, body), ID).kind === 'cancelled') {
          expect((JSON.parse(body) as { canceled: string[] }).canceled).toContain(ID);
        }
        expect(['read', 'failed']).toContain(readCancelAll(json(200, body), micros(1)).kind);
      }),
      { numRuns: 1_000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
