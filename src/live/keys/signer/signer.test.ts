import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { recoverTypedDataAddress } from 'viem';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Micros, Usd } from '../../../engine/units.js';
import { EXCHANGES } from '../../venues/polymarket/signing/exchanges.js';
import { type KeySigner, keySigner } from '../../venues/polymarket/signing/key-signer.js';
import { NO_BYTES, type OrderTerms } from '../../venues/polymarket/signing/order-terms.js';
import { SignedLog } from './signed-log.js';
import { Signer } from './signer.js';
import { SignerClient } from './signer-client.js';
import { SIGNER_LIMITS, type SignerLimits } from './signer-limits.js';
import { serveSigner } from './signer-server.js';

/** A key of nobody. */
const KEY = `0x${'4c'.repeat(32)}` as const;
const CREDENTIALS = {
  key: 'owner-1',
  secret: 'c2VjcmV0LW9mLXRoZS1hcGk=',
  passphrase: 'passphrase-of-the-api',
};
const T0 = 1_789_318_800_000_000;
const SECONDS = 1_000_000;
const [V2] = EXCHANGES;

describe('the signer', () => {
  let folder: string;
  let key: KeySigner;
  let log: SignedLog;
  let now: number;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'touchline-signer-'));
    key = await keySigner(KEY);
    log = await SignedLog.open(join(folder, 'signed.log'));
    now = T0;
  });
  afterEach(async () => {
    await log.close();
    await rm(folder, { recursive: true });
  });

  const signerOf = (limits: Partial<SignerLimits> = {}, with_ = log): Signer =>
    new Signer({
      key,
      credentials: CREDENTIALS,
      account: { signer: key.address, funder: key.address, signatureType: 0 },
      limits: { ...SIGNER_LIMITS, ordersPerMinute: 1e6, ordersPerHour: 1e6, ...limits },
      log: with_,
      clock: { now: () => now as Micros },
    });
  /** Ten dollars for twenty shares. */
  const termsOf = (salt: number, change: Partial<OrderTerms> = {}): OrderTerms => ({
    salt,
    maker: key.address,
    signer: key.address,
    tokenId: '77',
    makerAmount: '10000000',
    takerAmount: '20000000',
    side: 'BUY',
    signatureType: 0,
    timestamp: T0 / 1000,
    metadata: NO_BYTES,
    builder: NO_BYTES,
    domainVersion: V2?.domainVersion ?? '',
    contract: V2?.contract ?? '',
    ...change,
  });
  const ask = (signer: Signer, terms: unknown) =>
    signer.answer(JSON.stringify({ id: 1, kind: 'order', terms }));
  const sell = { side: 'SELL', makerAmount: '20000000', takerAmount: '10000000' } as const;

  it('signs an order so that the wallet is found again in it', async () => {
    const terms = termsOf(5);
    const answer = await ask(signerOf(), terms);
    if (answer.kind !== 'signed') throw new Error(JSON.stringify(answer));
    const fields =
      'salt maker signer tokenId makerAmount takerAmount side signatureType timestamp metadata builder';
    const kinds = 'uint256 address address uint256 uint256 uint256 uint8 uint8 uint256 bytes32 bytes32'.split(
      ' ',
    );
    const address = await recoverTypedDataAddress({
      domain: {
        name: 'Polymarket CTF Exchange',
        version: '2',
        chainId: 137,
        verifyingContract: terms.contract as `0x${string}`,
      },
      types: { Order: fields.split(' ').map((name, index) => ({ name, type: kinds[index] ?? '' })) },
      primaryType: 'Order',
      message: { ...terms, side: 0 },
      signature: answer.signature as `0x${string}`,
    });
    expect(address).toBe(key.address);
  });

  it.each<[string, Partial<OrderTerms>]>([
    ['maker', { maker: `0x${'1'.repeat(40)}` }],
    ['signer', { signer: `0x${'1'.repeat(40)}` }],
    ['signatureType', { signatureType: 1 }],
    ['exchange', { contract: `0x${'1'.repeat(40)}` }],
    ['exchange', { domainVersion: '3' }],
    ['extras', { builder: `0x${'1'.repeat(64)}` }],
    ['token', { tokenId: (2n ** 256n).toString() }],
    ['price', { takerAmount: '10000001' }],
    ['price', { takerAmount: '1000000001' }],
    ['amounts', { makerAmount: '0' }],
  ])('refuses another %s', async (rule, change) => {
    expect(await ask(signerOf(), termsOf(1, change))).toMatchObject({ kind: 'refused', rule });
    expect(log.recent(now as Micros)).toEqual([]);
  });

  it.each<[keyof SignerLimits, Partial<SignerLimits>, Partial<SignerLimits>]>([
    ['perOrder', { perOrder: 10_000_000 as Usd }, { perOrder: 9_999_999 as Usd }],
    ['perToken', { perToken: 20_000_000 as Usd }, { perToken: 19_999_999 as Usd }],
    ['daily', { daily: 20_000_000 as Usd }, { daily: 19_999_999 as Usd }],
    ['ordersPerMinute', { ordersPerMinute: 2 }, { ordersPerMinute: 1 }],
    ['ordersPerHour', { ordersPerHour: 2 }, { ordersPerHour: 1 }],
  ])('signs at %s and refuses one unit beyond, across a restart', async (rule, at, beyond) => {
    await ask(signerOf(), termsOf(1));
    await log.close();
    log = await SignedLog.open(join(folder, 'signed.log'));
    expect(await ask(signerOf(beyond), termsOf(2))).toMatchObject({ kind: 'refused', rule });
    expect(await ask(signerOf(at), termsOf(2))).toMatchObject({ kind: 'signed' });
  });

  it('holds 100 who ask at once to the limit', async () => {
    const signer = signerOf({ daily: 50_000_000 as Usd });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => ask(signer, termsOf(n, { tokenId: `${n + 1}` }))),
    );
    expect(answers.filter(({ kind }) => kind === 'signed')).toHaveLength(5);
  });

  it('counts an order once that is signed again, with the same signature', async () => {
    const signer = signerOf({ daily: 10_000_000 as Usd });
    const first = await ask(signer, termsOf(1));
    expect(await ask(signer, termsOf(1))).toEqual(first);
    expect(await ask(signer, termsOf(2))).toMatchObject({ kind: 'refused', rule: 'daily' });
  });

  it('lets sales out beyond what may be spent', async () => {
    const signer = signerOf({ daily: 10_000_000 as Usd, perOrder: 10_000_000 as Usd });
    await ask(signer, termsOf(1));
    expect(await ask(signer, termsOf(2, sell))).toMatchObject({ kind: 'signed' });
  });

  it('frees nothing when the clock is set back, and forgets after a day', async () => {
    const signer = signerOf({ daily: 10_000_000 as Usd });
    await ask(signer, termsOf(1));
    now = T0 - 7_200 * SECONDS;
    expect(await ask(signer, termsOf(2))).toMatchObject({ rule: 'daily' });
    now = T0 + 86_400 * SECONDS - 1;
    expect(await ask(signer, termsOf(2))).toMatchObject({ rule: 'daily' });
    now = T0 + 86_400 * SECONDS;
    expect(await ask(signer, termsOf(2))).toMatchObject({ kind: 'signed' });
  });

  it('takes up a log whose last line was cut, and does not start on one that was changed', async () => {
    await ask(signerOf(), termsOf(1));
    await ask(signerOf(), termsOf(2));
    await log.close();
    const file = join(folder, 'signed.log');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.slice(0, -20));
    log = await SignedLog.open(file);
    expect(log.recent(now as Micros)).toHaveLength(1);
    await ask(signerOf(), termsOf(3));
    await log.close();
    log = await SignedLog.open(file);
    expect(log.recent(now as Micros)).toHaveLength(2);
    await writeFile(file, `nothing\n${text}`);
    await expect(SignedLog.open(file)).rejects.toMatchObject({ code: 'LIVE_SIGNER_LOG', where: { line: 1 } });
  });

  it.each([
    ['a key that is given twice', (line: string) => line.replace('"salt":1', '"salt":2,"salt":1')],
    ['another way to write a letter', (line: string) => line.replace('"BUY"', '"\\u0042UY"')],
    ['another way to write a number', (line: string) => line.replace('"salt":1', '"salt":1e0')],
    ['a space', (line: string) => line.replace('"salt":1', '"salt": 1')],
    ['a field too many', (line: string) => line.replace('"salt":1', '"salt":1,"more":1')],
    ['an amount that is no number', (line: string) => line.replace('"10000000"', '"0x10"')],
    ['a message to sign', () => JSON.stringify({ id: 1, kind: 'message', text: 'hello' })],
    ['a transaction', () => JSON.stringify({ id: 1, kind: 'transaction', to: '0x0', value: '1' })],
    ['no JSON', () => '{'],
  ])('does not read %s', async (_, change) => {
    const line = change(JSON.stringify({ id: 1, kind: 'order', terms: termsOf(1) }));
    expect(await signerOf().answer(line)).toMatchObject({ kind: 'refused', rule: 'request' });
  });

  it('signs nothing outside of its rules, whatever is asked', async () => {
    const signer = signerOf({ perOrder: 10_000_000 as Usd });
    const odd = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.bigInt().map(String),
      fc.constant(null),
      fc.constant('-1'),
    );
    const fields = Object.keys(termsOf(1)) as (keyof OrderTerms)[];
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...fields, '__proto__', 'constructor'), odd, { minKeys: 1 }),
        async (change) => {
          const terms = { ...termsOf(1), ...change };
          const answer = await ask(signer, terms);
          if (answer.kind === 'refused') return;
          expect(terms.maker.toLowerCase()).toBe(key.address.toLowerCase());
          expect(EXCHANGES.map(({ contract }) => contract.toLowerCase())).toContain(
            terms.contract.toLowerCase(),
          );
          expect(terms.side === 'BUY' ? Number(terms.makerAmount) : 0).toBeLessThanOrEqual(10_000_000);
        },
      ),
      { numRuns: Number(process.env['TOUCHLINE_SIGNER_REQUESTS'] ?? 2_000) },
    );
  });

  it.each([
    ['POST', '/order', true],
    ['DELETE', '/cancel-all', true],
    ['GET', '/data/trades', true],
    ['POST', '/auth/api-key', false],
    ['DELETE', '/auth/api-key', false],
    ['GET', '/../x', false],
    ['GET', '//host', false],
    ['POST', '/order?x=1', false],
  ])('authenticates %s %s: %s', async (method, path, allowed) => {
    const answer = await signerOf().answer(
      JSON.stringify({ id: 1, kind: 'headers', method, path, body: null, atSeconds: 1 }),
    );
    expect(answer.kind).toBe(allowed ? 'headers' : 'refused');
  });

  it('serves a socket that only its user can open', async () => {
    const path = join(folder, 'run', 'signer.sock');
    const server = await serveSigner(signerOf(), path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'run'))).mode & 0o777).toBe(0o700);
    const client = await SignerClient.connect(path);
    expect(await client.who()).toEqual({ address: key.address, owner: 'owner-1' });
    expect(await client.sign(termsOf(1))).toMatch(/^0x[0-9a-f]{130}$/);
    expect(await client.headers({ method: 'GET', path: '/data/orders', body: null }, 7)).toMatchObject({
      POLY_ADDRESS: key.address,
      POLY_TIMESTAMP: '7',
    });
    expect(await client.walletProof(7, 0)).toMatchObject({ POLY_NONCE: '0' });
    await expect(client.sign(termsOf(1, { maker: `0x${'1'.repeat(40)}` }))).rejects.toMatchObject({
      code: 'LIVE_SIGNER_REFUSED',
      where: { rule: 'maker' },
    });
    await server.close();
    await expect(client.who()).rejects.toMatchObject({ code: 'LIVE_SIGNER_GONE' });
    await expect(SignerClient.connect(path)).rejects.toMatchObject({ code: 'LIVE_SIGNER_GONE' });
  });
});
