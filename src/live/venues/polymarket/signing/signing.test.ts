import {
  createL1Headers,
  createL2Headers,
  isV2Order,
  OrderBuilder,
  OrderType,
  orderToJsonV2,
  Side,
  type SignatureTypeV2,
  type TickSize,
} from '@polymarket/clob-client-v2';
import fc from 'fast-check';
import { createWalletClient, hashTypedData, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { describe, expect, it } from 'vitest';
import type { TimeInForce } from '../../../../engine/strategy.js';
import { formatDecimal, type Micros, price, shares } from '../../../../engine/units.js';
import { EXCHANGES, exchangeOf } from './exchanges.js';
import { keySigner } from './key-signer.js';
import { l1Headers } from './l1-headers.js';
import { l2Headers } from './l2-headers.js';
import { orderAmounts } from './order-amounts.js';
import { orderBody } from './order-body.js';
import { orderHash } from './order-hash.js';
import { orderSalt } from './order-salt.js';
import { orderTerms } from './order-terms.js';
import { signOrder } from './sign-order.js';

/** Keys of nobody: 32 times one byte. */
const KEY = `0x${'4c'.repeat(32)}` as const;
const FUNDER = '0x00000000000Fb5C9ADea0298D729A0CB3823Cc07';
const OWNER = '7f3a0000-0000-4000-8000-000000000001';
const account = privateKeyToAccount(KEY);
const wallet = createWalletClient({ account, transport: http('http://127.0.0.1:9') });

/** Ticks of the venue in 1e-4 dollars. */
const TICKS: readonly (readonly [TickSize, number])[] = [
  ['0.1', 1_000],
  ['0.01', 100],
  ['0.005', 50],
  ['0.0025', 25],
  ['0.001', 10],
  ['0.0001', 1],
];

const tokens = fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }).map(String);
const order = fc.record({
  token: tokens,
  tick: fc.constantFrom(...TICKS),
  step: fc.nat(),
  hundredths: fc.integer({ min: 1, max: 5_000_000 }),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  timeInForce: fc.constantFrom<TimeInForce>('gtc', 'gtd'),
  signatureType: fc.constantFrom<0 | 1 | 2 | 3>(0, 1, 2, 3),
  version: fc.constantFrom('v1', 'v2'),
  negRisk: fc.boolean(),
  expiry: fc.integer({ min: 1_700_000_000, max: 2_000_000_000 }),
});
const gridPrice = (tick: number, step: number) => price(tick * (1 + (step % (10_000 / tick - 1))));

/** The same type as viem wants it; set apart from `order-hash.ts`, from the venue's documentation. */
const FIELDS = [
  ['salt', 'uint256'],
  ['maker', 'address'],
  ['signer', 'address'],
  ['tokenId', 'uint256'],
  ['makerAmount', 'uint256'],
  ['takerAmount', 'uint256'],
  ['side', 'uint8'],
  ['signatureType', 'uint8'],
  ['timestamp', 'uint256'],
  ['metadata', 'bytes32'],
  ['builder', 'bytes32'],
].map(([name = '', type = '']) => ({ name, type }));

describe('a signed order agrees with the official client', () => {
  it('in amounts, id, signature and bytes, for every wallet, version, tick and side', async () => {
    const signer = await keySigner(KEY);
    await fc.assert(
      fc.asyncProperty(order, async (given) => {
        const exchange = exchangeOf(given) ?? expect.fail('an exchange');
        const limit = gridPrice(given.tick[1], given.step);
        const size = shares(given.hundredths * 10_000);
        const funder = given.signatureType === 0 ? account.address : FUNDER;
        const builder = new OrderBuilder(
          wallet,
          137,
          given.signatureType as number as SignatureTypeV2,
          given.signatureType === 0 ? undefined : FUNDER,
        );
        const theirs = await builder.buildOrder(
          {
            tokenID: given.token,
            price: limit / 10_000,
            size: given.hundredths / 100,
            side: given.side === 'buy' ? Side.BUY : Side.SELL,
            ...(given.timeInForce === 'gtd' ? { expiration: given.expiry } : {}),
          },
          { tickSize: given.tick[0], negRisk: given.negRisk },
          given.version === 'v2' ? 3 : 2,
        );
        if (!isV2Order(theirs)) return expect.fail('an order of version 2 or 3');
        const intent = {
          ...exchange,
          ...{ side: given.side, limit, size, timeInForce: given.timeInForce, instrument: given.token },
          salt: Number(theirs.salt),
          signedAtMs: Number(theirs.timestamp),
          postOnly: given.timeInForce === 'gtc',
          expiresAt: given.timeInForce === 'gtd' ? ((given.expiry * 1e6) as Micros) : null,
        };
        const terms = orderTerms(intent, {
          signer: signer.address,
          funder,
          signatureType: given.signatureType,
        });
        expect([terms.makerAmount, terms.takerAmount]).toEqual([theirs.makerAmount, theirs.takerAmount]);
        const signature = await signOrder(terms, signer.sign);
        expect(signature).toBe(theirs.signature);
        expect(orderHash(terms)).toBe(
          hashTypedData({
            domain: {
              name: 'Polymarket CTF Exchange',
              version: exchange.domainVersion,
              chainId: 137,
              verifyingContract: exchange.contract as `0x${string}`,
            },
            types: { Order: FIELDS },
            primaryType: 'Order',
            message: { ...theirs, side: theirs.side === 'BUY' ? 0 : 1 },
          }),
        );
        const type = given.timeInForce === 'gtd' ? OrderType.GTD : OrderType.GTC;
        expect(orderBody(terms, { signature, owner: OWNER, intent })).toBe(
          JSON.stringify(orderToJsonV2(theirs, OWNER, type, intent.postOnly)),
        );
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  it('in the amounts of orders that fill at once or not at all', async () => {
    const builder = new OrderBuilder(wallet, 137);
    await fc.assert(
      fc.asyncProperty(order, async ({ tick, step, hundredths, side, token }) => {
        const limit = gridPrice(tick[1], step);
        // The client rounds to the tick of the market, this one to the coarsest tick that the price stands on.
        const coarsest = TICKS.find(([, size]) => limit % size === 0 && size !== 50 && size !== 25);
        const size = shares(hundredths * 10_000);
        const ours = orderAmounts({ side, limit, size, timeInForce: 'fok' });
        const dollars = Number(formatDecimal(Number((BigInt(limit) * BigInt(size)) / 100_000_000n), 2));
        if (dollars < 0.01) return;
        const theirs = await builder.buildMarketOrder(
          {
            tokenID: token,
            price: limit / 10_000,
            amount: side === 'buy' ? dollars : hundredths / 100,
            side: side === 'buy' ? Side.BUY : Side.SELL,
            orderType: OrderType.FOK,
          },
          { tickSize: coarsest?.[0] ?? '0.0001', negRisk: false },
          2,
        );
        expect(ours).toEqual({ maker: theirs.makerAmount, taker: theirs.takerAmount });
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  it('in the headers of a private request', async () => {
    const credentials = {
      key: OWNER,
      secret: Buffer.alloc(32, 0xfb).toString('base64url'),
      passphrase: 'a passphrase',
    };
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.nat(2_000_000_000), async (body, atSeconds) => {
        const request = { method: 'POST' as const, path: '/order', body };
        const theirs = await createL2Headers(
          wallet,
          credentials,
          { method: 'POST', requestPath: '/order', body },
          atSeconds,
        );
        expect(l2Headers(request, { signer: account.address, credentials, atSeconds })).toEqual(theirs);
      }),
    );
    const get = l2Headers(
      { method: 'GET', path: '/data/orders', body: null },
      { signer: account.address, credentials, atSeconds: 7 },
    );
    expect(get).toEqual(
      await createL2Headers(wallet, credentials, { method: 'GET', requestPath: '/data/orders' }, 7),
    );
  });

  it('in the headers that prove the wallet', async () => {
    const signer = await keySigner(KEY);
    expect(await l1Headers(signer, { atSeconds: 1_780_000_000, nonce: 3 })).toEqual(
      await createL1Headers(wallet, 137, 3, 1_780_000_000),
    );
  });
});

describe('the identity of an order', () => {
  const intent = {
    ...(EXCHANGES[0] ?? expect.fail('an exchange')),
    salt: orderSalt('00112233445566778899aabbccddeeff'),
    signedAtMs: 1_780_000_000_000,
    instrument: '7'.repeat(77),
    side: 'buy' as const,
    limit: price(5_700),
    size: shares(12_340_000),
    timeInForce: 'gtc' as const,
  };
  const trader = { signer: account.address, funder: FUNDER, signatureType: 1 as const };

  it('hangs on the intent alone: the salt is the first 53 bits of SHA-256 of its id', () => {
    // echo -n 00112233445566778899aabbccddeeff | sha256sum, then python: int(hex[:16], 16) >> 11
    expect(orderSalt('00112233445566778899aabbccddeeff')).toBe(3_141_283_118_296_839);
    expect(orderHash(orderTerms(intent, trader))).toBe(orderHash(orderTerms({ ...intent }, trader)));
  });

  it.each([
    ['salt', { salt: 1 }],
    ['time', { signedAtMs: 1_780_000_000_001 }],
    ['size', { size: shares(12_350_000) }],
    ['price', { limit: price(5_800) }],
    ['side', { side: 'sell' as const }],
    ['instrument', { instrument: '8'.repeat(77) }],
    ['domain', { domainVersion: '3' }],
    ['contract', { contract: FUNDER }],
  ])('changes with the %s', (_what, change) => {
    expect(orderHash(orderTerms({ ...intent, ...change }, trader))).not.toBe(
      orderHash(orderTerms(intent, trader)),
    );
  });

  it('is refused for an instrument that is no number of 256 bits', () => {
    for (const instrument of ['', '0x12', '1e3', '-1', (2n ** 256n).toString()]) {
      expect(() => orderHash(orderTerms({ ...intent, instrument }, trader))).toThrow(
        expect.objectContaining({ code: 'LIVE_SIGNING' }),
      );
    }
  });

  it('is not made for a market of a version that is not known', () => {
    expect(exchangeOf({ version: 'v3', negRisk: false })).toBeNull();
    expect(exchangeOf({ version: '', negRisk: true })).toBeNull();
  });
});
