import { type ApiKeyCreds, AssetType, Chain, ClobClient, OrderType, Side } from '@polymarket/clob-client-v2';
import { createWalletClient, http } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { polygon } from 'viem/chains';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { nodeClock } from '../../../adapters/node-clock.js';
import { nodeTimers } from '../../../adapters/node-timers.js';
import { FakeVenue } from '../fake-venue.js';
import { quote, SMALL_CATALOG } from '../venue.testing.js';
import { serveVenue, type VenueServer } from './venue-server.js';

const OPENING_CASH = 1_000_000_000;

const venue = new FakeVenue({
  catalog: SMALL_CATALOG,
  clock: nodeClock,
  timers: nodeTimers,
  seed: 'official client',
  openingCash: OPENING_CASH,
  settlement: () => [
    { afterMs: 20, status: 'MINED' },
    { afterMs: 20, status: 'CONFIRMED' },
  ],
});
const [nba, home] = venue.markets;
if (nba === undefined || home === undefined) throw new Error('the catalog has markets');

const account = privateKeyToAccount(generatePrivateKey());
const signer = createWalletClient({ account, chain: polygon, transport: http('http://127.0.0.1:1') });
let server: VenueServer;
let creds: ApiKeyCreds;
const client = (): ClobClient =>
  new ClobClient({ host: server.hosts.clob, chain: Chain.POLYGON, signer, creds, throwOnError: true });

beforeAll(async () => {
  server = await serveVenue(venue);
  const stranger = new ClobClient({ host: server.hosts.clob, chain: Chain.POLYGON, signer });
  creds = await stranger.createOrDeriveApiKey();
});
afterAll(() => server.close());

describe('the official client', () => {
  it('gets the same credentials for the same key', async () => {
    expect(await client().deriveApiKey()).toEqual(creds);
    expect(await client().getClosedOnlyMode()).toEqual({ closed_only: false });
  });

  it('reads book, tick and market rules', async () => {
    venue.apply(quote(0, [55, 57]));
    const book = await client().getOrderBook(nba.tokens.no);
    expect(book.bids).toEqual([{ price: '0.43', size: '100' }]);
    expect(book.asks).toEqual([{ price: '0.45', size: '100' }]);
    expect(await client().getTickSize(nba.tokens.yes)).toBe('0.01');
    const info = await client().getClobMarketInfo(nba.conditionId);
    expect(info.fd).toEqual({ r: 0.05, e: 1, to: true });
  });

  it('buys at the ask for all of its money, and pays price and fee to the micro-dollar', async () => {
    venue.apply(quote(0, [55, 57]));
    const trader = client();
    const order = await trader.createOrder(
      { tokenID: nba.tokens.yes, price: 0.6, size: 10, side: Side.BUY },
      { tickSize: '0.01', negRisk: false, version: 2 },
    );
    const placed = await trader.postOrder(order, OrderType.FAK);
    expect(placed).toMatchObject({
      success: true,
      status: 'matched',
      makingAmount: '5.999991',
      takingAmount: '10.5263',
    });
    // Signed were 6 dollars: at 0.57 they buy 10.5263 shares. 10.5263 x 0.05 x 0.57 x 0.43 = 0.12900, on top.
    const cash = await trader.getBalanceAllowance({ asset_type: AssetType.COLLATERAL });
    expect(cash.balance).toBe(String(OPENING_CASH - 5_999_991 - 129_000));
    const held = await trader.getBalanceAllowance({
      asset_type: AssetType.CONDITIONAL,
      token_id: nba.tokens.yes,
    });
    expect(held.balance).toBe('10526300');
    const [trade] = await trader.getTrades();
    expect(trade).toMatchObject({ price: '0.57', size: '10.5263', side: 'BUY', trader_side: 'TAKER' });
    expect(placed.orderID).toBe(trade?.taker_order_id);
    expect(placed.transactionsHashes?.[0]).toBe(trade?.transaction_hash);
  });

  it('rests an order of a negative-risk market, finds it and cancels it', async () => {
    venue.apply(quote(1, [40, 42]));
    const trader = client();
    const order = await trader.createOrder(
      { tokenID: home.tokens.yes, price: 0.41, size: 20, side: Side.BUY },
      { tickSize: '0.01', negRisk: true, version: 2 },
    );
    const placed = await trader.postOrder(order, OrderType.GTC, true);
    expect(placed.status).toBe('live');
    expect((await trader.getOpenOrders()).map(({ id }) => id)).toEqual([placed.orderID]);
    expect(await trader.cancelOrder({ orderID: placed.orderID })).toEqual({
      canceled: [placed.orderID],
      not_canceled: {},
    });
    expect(await trader.getOpenOrders()).toEqual([]);
    expect(await trader.getOrder(placed.orderID)).toBeNull();
  });

  it('is refused the same order twice, a price off the tick, and an order for the other contract', async () => {
    const trader = client();
    const make = (price: number, options: { negRisk: boolean; version: 2 | 3 }) =>
      trader.orderBuilder.buildOrder(
        { tokenID: home.tokens.yes, price, size: 20, side: Side.BUY },
        { tickSize: '0.0001', negRisk: options.negRisk },
        options.version,
      );
    const twice = await make(0.4, { negRisk: true, version: 2 });
    await trader.postOrder(twice, OrderType.GTC);
    await expect(trader.postOrder(twice, OrderType.GTC)).rejects.toThrow(/Duplicated/);
    await expect(trader.postOrder(await make(0.4001, { negRisk: true, version: 2 }))).rejects.toThrow(
      /breaks minimum tick size rule: 0.01/,
    );
    await expect(trader.postOrder(await make(0.4, { negRisk: false, version: 2 }))).rejects.toThrow(
      /invalid signature/,
    );
    await expect(trader.postOrder(await make(0.4, { negRisk: true, version: 3 }))).rejects.toThrow(
      /order_version_mismatch/,
    );
    await trader.cancelAll();
  });

  it('keeps the dead-man switch from firing with the id that it was answered with', async () => {
    const first = await client().postHeartbeat();
    await expect(client().postHeartbeat('someone else')).rejects.toThrow(/heartbeat/i);
    const second = await client().postHeartbeat(first.heartbeat_id);
    expect(second.heartbeat_id).not.toBe(first.heartbeat_id);
  });

  it('hears of its order and of each stage of its trade on the user channel', async () => {
    venue.apply(quote(0, [55, 57]));
    const heard: Record<string, unknown>[] = [];
    const socket = new WebSocket(`${server.hosts.sockets}/ws/user`);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.on('message', (data) => heard.push(JSON.parse(data.toString())));
    const auth = { apiKey: creds.key, secret: creds.secret, passphrase: creds.passphrase };
    socket.send(JSON.stringify({ type: 'user', auth }));
    const trader = client();
    const order = await trader.createOrder(
      { tokenID: nba.tokens.no, price: 0.5, size: 5, side: Side.BUY },
      { tickSize: '0.01', negRisk: false, version: 2 },
    );
    await trader.postOrder(order, OrderType.GTC);
    await expect
      .poll(() => heard.map(({ type, status }) => `${type} ${status}`))
      .toEqual(['PLACEMENT LIVE', 'TRADE MATCHED', 'UPDATE MATCHED', 'TRADE MINED', 'TRADE CONFIRMED']);
    socket.close();
  });
});
