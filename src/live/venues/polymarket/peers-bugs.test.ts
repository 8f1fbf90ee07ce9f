import { describe, expect, it } from 'vitest';
import { type Micros, price, shares } from '../../../engine/units.js';
import { EventStamper } from './feeds/event-stamper.js';
import { MarketBooks } from './feeds/market-books.js';
import { userEvents } from './feeds/user-channel.js';
import { FACTS, listedMarket, NO, tokenTable, YES } from './listed-markets.testing.js';
import { classifyPlacement, placed } from './orders/classify-placement.js';
import { fillsOfTrade, type OwnMarks } from './orders/fills-of-trade.js';
import { VenueModes } from './orders/venue-modes.js';
import { json, ScriptedPorts, START } from './scripted-ports.testing.js';
import { readMarketFrame } from './wire/market-message.js';
import { readUserFrame, type WireTrade } from './wire/user-message.js';

const ID = `0x${'ab'.repeat(32)}`;
const own: OwnMarks = { apiKey: 'us', funder: '0xus', isOwn: () => false };
const trade = (change: Partial<WireTrade> = {}): WireTrade => ({
  ...{ id: 't', takerOrderId: ID, token: YES, side: 'buy', price: price(5_000), size: shares(10_000_000) },
  ...{ status: 'MATCHED', traderSide: 'TAKER', owner: 'us', makers: [], matchedAt: START },
  ...change,
});
const fills = (of: WireTrade, tokens = tokenTable()) => {
  const reading = fillsOfTrade(of, own, tokens);
  return reading.kind === 'fills' ? reading.fills : [];
};
const heardUser = (message: object) =>
  readUserFrame(JSON.stringify(message)).flatMap((each) => userEvents(each, { own, tokens: tokenTable() }));

/** Bugs that others met with this venue, each as the rule that keeps it out. More stand beside the parts they concern. */
describe('what others met', () => {
  it('nautilus: a leg of a batch that says success without an id was not taken', () => {
    const leg = { success: true, orderID: '', errorMsg: 'post_only_mode', status: '' };
    expect(placed(leg, ID)).toEqual({ kind: 'rejected', reason: 'post_only_mode' });
    expect(placed({ ...leg, errorMsg: '' }, ID).kind).toBe('unknown');
  });

  it('nautilus: trades of one transaction are told apart by their own ids', () => {
    const ids = ['t1', 't2']
      .flatMap((id) => fills(trade({ id })))
      .map(({ tradeId, venueOrderId }) => [tradeId, venueOrderId]);
    expect(ids).toEqual([
      ['t1', ID],
      ['t2', ID],
    ]);
  });

  it('nautilus: a fee that changed is the fee from then on', () => {
    const tokens = tokenTable();
    expect(fills(trade(), tokens)[0]?.fee).toBe(125_000);
    tokens.setFacts(listedMarket(0).index, { ...FACTS, fee: { takerRate: 300, makerRate: 0 } });
    expect(fills(trade(), tokens)[0]?.fee).toBe(75_000);
  });

  // nautilus_trader #4692.
  it('nautilus: a fill that is first heard of when it is confirmed is a fill', () => {
    expect(fills(trade({ status: 'CONFIRMED' }))).toMatchObject([{ status: 'confirmed', size: 10_000_000 }]);
  });

  it('nautilus: trades of one second keep the order in which they came', () => {
    const stamper = new EventStamper('test');
    const stamps = [1, 2, 3].map(() => stamper.stamp(START, START));
    expect(stamps.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('nautilus: what is no longer subscribed to makes no event', () => {
    const books = new MarketBooks(tokenTable(2), new EventStamper('test'), [YES, NO]);
    const other = listedMarket(1);
    const message = { event_type: 'last_trade_price', market: other.condition, asset_id: other.yes };
    const frame = JSON.stringify({
      ...message,
      price: '0.5',
      size: '1',
      side: 'BUY',
      timestamp: '1777629600123',
    });
    expect(books.hear(readMarketFrame(frame), START).events).toEqual([]);
  });

  // nautilus_trader #4038: a payload that is no UTF-8 broke the log of the error.
  it('nautilus: a payload of odd characters is a fault that can be printed', () => {
    const [message] = readMarketFrame(`\ufffd\u0000{"event_type":`);
    if (message?.kind !== 'unreadable') return expect.fail('unreadable');
    expect(JSON.parse(JSON.stringify(message.fault.where))).toEqual(message.fault.where);
  });

  // py-clob-client #338, py-clob-client-v2 #34: matched trades whose settlement was taken back.
  it('ghost fills: a trade that failed is told as failed, with the same key', () => {
    const keys = ['MATCHED', 'MINED', 'FAILED'].map((status) => fills(trade({ status }))[0]);
    expect(keys.map((fill) => [fill?.tradeId, fill?.venueOrderId, fill?.status])).toEqual([
      ['t', ID, 'matched'],
      ['t', ID, 'mined'],
      ['t', ID, 'failed'],
    ]);
  });

  // py-sdk #266: failed legs were dropped with the others.
  it('py-sdk: one trade of an order that fails takes no other with it', () => {
    const both = [trade({ id: 't1', status: 'FAILED' }), trade({ id: 't2', status: 'CONFIRMED' })];
    expect(both.flatMap((each) => fills(each)).map(({ tradeId, status }) => [tradeId, status])).toEqual([
      ['t1', 'failed'],
      ['t2', 'confirmed'],
    ]);
  });

  // valory trader PR 942: "delayed" was taken for "not filled", and the order was sent twice.
  it('valory: a delayed order is accepted and pending', () => {
    const answer = {
      success: true,
      errorMsg: '',
      orderID: ID,
      status: 'delayed',
      makingAmount: '0',
      takingAmount: '0',
    };
    const outcome = classifyPlacement(json(200, answer), ID, new VenueModes(new ScriptedPorts().clock));
    expect(outcome).toEqual({ kind: 'accepted', status: 'delayed' });
  });

  it('nautilus: an order whose fill comes before its answer is told by its id alone', () => {
    const message = {
      ...{
        event_type: 'trade',
        id: 't',
        taker_order_id: ID,
        asset_id: YES,
        side: 'BUY',
        size: '1',
        price: '0.5',
      },
      ...{ status: 'MATCHED', match_time: '1777629600', trader_side: 'TAKER', maker_orders: [] },
    };
    expect(heardUser(message)).toMatchObject([{ kind: 'fill', fill: { venueOrderId: ID } }]);
  });

  it('nautilus: a cancel that crossed a fill says how much was matched', () => {
    const message = {
      ...{
        event_type: 'order',
        id: ID,
        asset_id: YES,
        side: 'BUY',
        original_size: '10',
        size_matched: '4',
        price: '0.5',
      },
      ...{ status: 'CANCELED', type: 'CANCELLATION', timestamp: '1777629600123', created_at: '1777629600' },
    };
    expect(heardUser(message)).toMatchObject([
      { kind: 'order', status: { kind: 'cancelled', matched: 4_000_000 } },
    ]);
  });

  it('pmxt: kinds of message that are not known are counted, not dropped', () => {
    const books = new MarketBooks(tokenTable(), new EventStamper('test'), [YES, NO]);
    const frame = JSON.stringify([{ event_type: 'a' }, { event_type: 'b' }, {}]);
    expect(books.hear(readMarketFrame(frame), START as Micros).unrecognised).toHaveLength(3);
  });
});
