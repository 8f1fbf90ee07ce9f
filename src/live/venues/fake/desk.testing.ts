import { privateKeyToAccount } from 'viem/accounts';
import { VirtualTime } from '../../simulation/virtual-time.js';
import type { VenueAccount } from './exchange/venue-account.js';
import type { VenueMarket } from './exchange/venue-market.js';
import { FakeVenue } from './fake-venue.js';
import { atMs, SMALL_CATALOG } from './venue.testing.js';
import type { FakeVenueOptions } from './venue-options.js';
import { expectedSignature } from './wire/credentials.js';
import { CHAIN_ID, EXCHANGE_CONTRACTS } from './wire/order-signature.js';

/** When tests of the venue begin. */
export const START_MS = Date.parse('2026-07-11T12:00:00Z');

/** A venue over the small catalog whose time stands still until it is told to pass. */
export function testVenue(options: Partial<FakeVenueOptions> = {}): { venue: FakeVenue; time: VirtualTime } {
  const time = new VirtualTime(atMs(START_MS));
  const { clock, timers } = time;
  return { time, venue: new FakeVenue({ catalog: SMALL_CATALOG, clock, timers, seed: 'test', ...options }) };
}

/** What one order of a test says. Prices in dollars, sizes in shares, as exact decimals of two digits. */
export interface TestOrder {
  readonly market: VenueMarket;
  readonly outcome?: 'yes' | 'no';
  readonly side: 'BUY' | 'SELL';
  readonly cents: number;
  readonly shares: number;
  readonly type?: 'GTC' | 'GTD' | 'FOK' | 'FAK';
  readonly postOnly?: boolean;
  readonly expiration?: number;
}

const ORDER = [
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
const ZERO = `0x${'0'.repeat(64)}` as const;

/** Somebody who trades at a fake venue by hand: signs, posts, reads answers. */
export class TestTrader {
  readonly venue: FakeVenue;
  readonly account: VenueAccount;
  readonly #wallet: ReturnType<typeof privateKeyToAccount>;
  #salt = 0;

  /** @param digit of which the private key is made, so that traders differ. */
  constructor(venue: FakeVenue, digit: number, cash = 1_000_000_000) {
    this.venue = venue;
    this.#wallet = privateKeyToAccount(`0x${String(digit).repeat(64)}`);
    this.account = venue.openAccount({ signer: this.#wallet.address, cash });
  }

  /** The body of POST /order. */
  async signed(order: TestOrder): Promise<Record<string, unknown>> {
    const { market, outcome = 'yes', side, cents, shares, type = 'GTC', expiration = 0 } = order;
    this.#salt += 1;
    const dollars = BigInt(cents) * BigInt(Math.round(shares * 100)) * 100n;
    const size = BigInt(Math.round(shares * 100)) * 10_000n;
    const fields = {
      salt: this.#salt,
      maker: this.#wallet.address,
      signer: this.#wallet.address,
      tokenId: market.tokens[outcome],
      makerAmount: String(side === 'BUY' ? dollars : size),
      takerAmount: String(side === 'BUY' ? size : dollars),
      signatureType: 0,
      timestamp: String(this.venue.nowMs()),
      metadata: ZERO,
      builder: ZERO,
    };
    const signature = await this.#wallet.signTypedData({
      domain: {
        name: 'Polymarket CTF Exchange',
        version: '2',
        chainId: CHAIN_ID,
        verifyingContract: market.negRisk ? EXCHANGE_CONTRACTS.negRisk : EXCHANGE_CONTRACTS.standard,
      },
      types: { Order: ORDER },
      primaryType: 'Order',
      message: { ...fields, side: side === 'BUY' ? 0 : 1 },
    });
    return {
      order: { ...fields, side, expiration: String(expiration), signature },
      owner: this.account.credentials.apiKey,
      orderType: type,
      postOnly: order.postOnly === true,
      deferExec: false,
    };
  }

  /** Signs and posts. Gives status and answer. */
  async place(order: TestOrder): Promise<{ status: number; json: Record<string, unknown> }> {
    return this.send('POST', '/order', await this.signed(order));
  }

  /** A request with level-2 headers. */
  send(
    method: string,
    target: string,
    body: unknown = null,
  ): Promise<{ status: number; json: Record<string, unknown> }> {
    const timestamp = String(Math.floor(this.venue.nowMs() / 1_000));
    const text = body === null ? '' : JSON.stringify(body);
    const { apiKey, secret, passphrase } = this.account.credentials;
    const path = target.split('?')[0] ?? '';
    const response = this.venue.handle({
      method,
      target,
      headers: {
        poly_address: this.account.signer,
        poly_signature: expectedSignature(secret, `${timestamp}${method}${path}${text}`),
        poly_timestamp: timestamp,
        poly_api_key: apiKey,
        poly_passphrase: passphrase,
      },
      body: text,
    });
    return Promise.resolve({ status: response.status, json: JSON.parse(response.body) });
  }
}
