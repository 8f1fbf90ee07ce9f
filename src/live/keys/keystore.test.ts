import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeClock } from '../adapters/node-clock.js';
import { nodeEntropy } from '../adapters/node-entropy.js';
import { deriveKey } from './derive-key.js';
import { openFernet } from './fernet.js';
import { Keystore } from './keystore.js';
import { EMPTY_KEYSTORE, parseKeystore, readKeystoreFile, writeKeystoreFile } from './keystore-file.js';
import { legacyRecordSchema, openLegacyRecord } from './legacy-record.js';
import { openRecord, openWithKey, type SealedRecord } from './sealed-record.js';
import { Secret } from './secret.js';

const vectors = JSON.parse(
  await readFile(new URL('./fixtures/legacy-vectors.json', import.meta.url), 'utf8'),
) as { passphrase: string; secret: string; records: unknown[] };
const legacy = vectors.records.map((record) => legacyRecordSchema.parse(record));
const PASSPHRASE = new Secret(vectors.passphrase);
const WRONG = new Secret('correct horse battery');
const KEY = {
  purpose: 'polymarket-signer',
  account: 'main',
  secret: new Secret(`0x${'4c'.repeat(32)}`),
} as const;

describe('a keystore', () => {
  let folder: string;
  let file: string;
  let keystore: Keystore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'touchline-keys-'));
    file = join(folder, 'keys.json');
    keystore = new Keystore({ file, entropy: nodeEntropy, clock: nodeClock });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives back what was put in, and shows only labels without the passphrase', async () => {
    const label = await keystore.add(KEY, PASSPHRASE);
    expect(await keystore.list()).toEqual([{ version: 2, ...label }]);
    expect((await keystore.open('polymarket-signer', 'main', PASSPHRASE)).reveal()).toBe(KEY.secret.reveal());
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(KEY.secret.reveal().slice(2));
    expect(JSON.parse(text).records[0]).toMatchObject({
      v: 2,
      kdf: { name: 'scrypt', N: 131_072, r: 8, p: 1 },
      aead: 'aes-256-gcm',
    });
  });

  it('refuses a wrong passphrase, to read and to add', async () => {
    await keystore.add(KEY, PASSPHRASE);
    await expect(keystore.open('polymarket-signer', 'main', WRONG)).rejects.toMatchObject({
      code: 'LIVE_KEY_PASSPHRASE',
    });
    await expect(keystore.add({ ...KEY, account: 'other' }, WRONG)).rejects.toMatchObject({
      code: 'LIVE_KEY_PASSPHRASE',
    });
    await expect(keystore.open('polymarket-api', 'main', PASSPHRASE)).rejects.toMatchObject({
      code: 'LIVE_KEY_MISSING',
    });
    await expect(keystore.add(KEY, PASSPHRASE)).rejects.toMatchObject({ code: 'LIVE_KEY_EXISTS' });
  });

  it('refuses every flip of a bit of its file, and every cut', async () => {
    await keystore.add(KEY, PASSPHRASE);
    const whole = await readFile(file);
    const taken: string[] = [];
    const readAs = (bytes: Buffer, what: string): void => {
      try {
        parseKeystore(file, bytes.toString('utf8'));
        taken.push(what);
      } catch (error) {
        expect(error).toMatchObject({ code: 'LIVE_KEYSTORE_DAMAGED' });
      }
    };
    expect(() => parseKeystore(file, whole.toString('utf8'))).not.toThrow();
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const flipped = Buffer.from(whole);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      readAs(flipped, `bit ${bit}`);
    }
    for (let length = 0; length < whole.length; length += 1) {
      readAs(whole.subarray(0, length), `cut at ${length}`);
    }
    expect(taken).toEqual([]);
  });

  it('opens no record in which a bit of the sealed parts or of the label was changed, check sum or not', async () => {
    await keystore.add(KEY, PASSPHRASE);
    const [record] = (await readKeystoreFile(file))?.records ?? [];
    const sealed = record as SealedRecord;
    const flip = (text: string, bit: number): string => {
      const bytes = Buffer.from(text, 'hex');
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString('hex');
    };
    const changed: SealedRecord[] = [
      { ...sealed, account: 'other' },
      { ...sealed, purpose: 'polymarket-api' },
      { ...sealed, created: sealed.created + 1 },
      { ...sealed, kid: flip(sealed.kid, 3) },
      ...(['wrapped', 'sealed'] as const).flatMap((part) =>
        (['nonce', 'ct', 'tag'] as const).map((field) => ({
          ...sealed,
          [part]: { ...sealed[part], [field]: flip(sealed[part][field], 17) },
        })),
      ),
    ];
    const key = await deriveKey(PASSPHRASE, sealed.kdf);
    expect(openWithKey(sealed, key)?.toString()).toBe(KEY.secret.reveal());
    for (const each of changed) expect(openWithKey(each, key)).toBeNull();
    const salted = { ...sealed, kdf: { ...sealed.kdf, salt: flip(sealed.kdf.salt, 9) } };
    expect(await openRecord(salted, PASSPHRASE)).toBeNull();
  });

  it('uses a salt, a key and nonces of its own for every record', async () => {
    await keystore.add(KEY, PASSPHRASE);
    await keystore.add({ ...KEY, account: 'second' }, PASSPHRASE);
    const records = ((await readKeystoreFile(file))?.records ?? []) as SealedRecord[];
    const values = records.flatMap(({ kdf, wrapped, sealed }) => [
      kdf.salt,
      wrapped.nonce,
      wrapped.ct,
      sealed.nonce,
      sealed.ct,
    ]);
    expect(new Set(values).size).toBe(10);
  });

  it('is whole whenever the process that writes it is killed', async () => {
    await writeKeystoreFile(file, EMPTY_KEYSTORE);
    const script = `
      import { EMPTY_KEYSTORE, writeKeystoreFile } from ${JSON.stringify(new URL('./keystore-file.ts', import.meta.url).href)};
      for (let n = 0; ; n += 1) {
        await writeKeystoreFile(${JSON.stringify(file)}, { ...EMPTY_KEYSTORE, legacyReads: n });
        if (n === 3) process.stdout.write('writing');
      }`;
    for (let kill = 0; kill < 4; kill += 1) {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
      await once(child.stdout, 'data');
      await setTimeout(3 * kill);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect((await readKeystoreFile(file))?.legacyReads).toBeGreaterThanOrEqual(3);
    }
  });

  it('is refused while others may read it', async () => {
    await writeKeystoreFile(file, EMPTY_KEYSTORE);
    await chmod(file, 0o640);
    await expect(keystore.list()).rejects.toMatchObject({
      code: 'LIVE_KEYSTORE_OPEN',
      where: { mode: '640' },
    });
  });

  it.each(
    legacy.map((record) => [record.v === 1 ? `PBKDF2 ${record.iterations}` : 'SHA-256', record] as const),
  )('reads a Fernet token under %s and seals it anew', async (_, record) => {
    expect(await openLegacyRecord(record, WRONG)).toBeNull();
    await keystore.importLegacy(record);
    expect((await keystore.list())[0]?.version).toBe(record.v);
    expect((await keystore.open('polymarket-signer', 'main', PASSPHRASE)).reveal()).toBe(vectors.secret);
    expect((await keystore.list())[0]?.version).toBe(2);
    expect(await keystore.legacyReads()).toBe(1);
    expect((await keystore.open('polymarket-signer', 'main', PASSPHRASE)).reveal()).toBe(vectors.secret);
    expect(await keystore.legacyReads()).toBe(1);
  });

  it('reads no token in which a bit was changed or that was cut', () => {
    const [record] = legacy;
    const token = Buffer.from(record?.token ?? '', 'base64url');
    const key = Buffer.alloc(32, 1);
    const whole = token.toString('base64url');
    expect(openFernet(whole, key)).toBeNull();
    for (let length = 0; length < token.length; length += 1) {
      expect(openFernet(token.subarray(0, length).toString('base64url'), key)).toBeNull();
    }
  });

  it('does not read forms below the least version', async () => {
    const [record] = legacy;
    if (record === undefined) throw new Error('no vectors');
    await writeKeystoreFile(file, { ...EMPTY_KEYSTORE, minVersion: 2, records: [record] });
    await expect(keystore.open('polymarket-signer', 'main', PASSPHRASE)).rejects.toMatchObject({
      code: 'LIVE_KEY_OLD',
    });
  });

  it('rotates all keys or none, and reads no old form afterwards', async () => {
    const next = new Secret('another');
    await keystore.add({ ...KEY, account: 'new' }, PASSPHRASE);
    for (const record of legacy.slice(2)) await keystore.importLegacy(record);
    await expect(keystore.rotate(WRONG, next)).rejects.toMatchObject({ code: 'LIVE_KEY_PASSPHRASE' });
    expect((await keystore.open('polymarket-signer', 'new', PASSPHRASE)).reveal()).toBe(KEY.secret.reveal());
    expect(await keystore.rotate(PASSPHRASE, next)).toBe(2);
    for (const account of ['new', 'main']) {
      expect((await keystore.open('polymarket-signer', account, next)).reveal()).toBe(KEY.secret.reveal());
      await expect(keystore.open('polymarket-signer', account, PASSPHRASE)).rejects.toThrow();
    }
    expect((await readKeystoreFile(file))?.minVersion).toBe(2);
  });
});

describe('a secret', () => {
  it('is shown by nothing but reveal', () => {
    const secret = new Secret('s3cr3t');
    const shown = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ deep: { secret } }, { depth: 9, showHidden: true }),
      `${secret as unknown as string}`.concat(secret as unknown as string),
      Object.values(secret).join(),
      new Error(`with ${secret}`).message,
    ];
    expect(shown.filter((text) => text.includes('s3cr3t'))).toEqual([]);
    expect(String(secret)).toBe('[redacted]');
    expect(secret.reveal()).toBe('s3cr3t');
  });
});
