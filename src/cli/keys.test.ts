import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { privateKeyToAccount } from 'viem/accounts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../live/keys/secret.js';
import { signerFiles } from '../live/keys/signer/signer-files.js';
import { spawnSigner } from '../live/keys/signer/spawn-signer.js';
import { runHere } from './run-cli.testing.js';

/** A key of nobody. */
const KEY = `0x${'4c'.repeat(32)}` as const;

describe('touchline keys', () => {
  let folder: string;
  let given: readonly string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'touchline-cli-keys-'));
    await writeFile(join(folder, 'key'), `${KEY}\n`, { mode: 0o600 });
    await writeFile(join(folder, 'pass'), 'swordfish\n', { mode: 0o600 });
    await writeFile(join(folder, 'next'), 'marlin\n', { mode: 0o600 });
    given = ['--folder', folder, '--passphrase-file', join(folder, 'pass')];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const add = () =>
    runHere(
      ...['keys', 'add', '--account', 'main', '--secret-file', join(folder, 'key'), '--json', ...given],
    );

  it('seals a key, lists it without what is secret, and puts it under another passphrase', async () => {
    const added = await add();
    expect(added.stderr).toBe('');
    expect(JSON.parse(added.stdout)).toMatchObject({ account: 'main', purpose: 'polymarket-signer' });
    const listed = await runHere(...['keys', 'list', '--json', '--folder', folder]);
    expect(JSON.parse(listed.stdout)).toMatchObject([{ account: 'main', version: 2 }]);
    const rotated = await runHere(
      ...['keys', 'rotate', ...given, '--new-passphrase-file', join(folder, 'next')],
    );
    expect(rotated.stdout).toContain('1 keys stand under the new passphrase');
    const wrong = await runHere(
      ...['keys', 'rotate', ...given, '--new-passphrase-file', join(folder, 'next')],
    );
    expect(wrong.stderr).toContain('LIVE_KEY_PASSPHRASE');
    expect(wrong.code).toBe(2);
    const everything = [added, listed, rotated, wrong]
      .flatMap(({ stdout, stderr }) => [stdout, stderr])
      .join();
    const file = await readFile(join(folder, 'keys.json'), 'utf8');
    for (const secret of ['4c4c4c', 'swordfish', 'marlin']) {
      expect(everything.includes(secret)).toBe(false);
      expect(file.includes(secret)).toBe(false);
    }
  });

  it('takes in a key of an older system and seals it anew when it is rotated', async () => {
    const vectors = JSON.parse(
      await readFile(new URL('../live/keys/fixtures/legacy-vectors.json', import.meta.url), 'utf8'),
    );
    const [{ token, salt }] = vectors.records;
    await writeFile(join(folder, 'token'), token, { mode: 0o600 });
    await writeFile(join(folder, 'old'), vectors.passphrase, { mode: 0o600 });
    const given = ['--account', 'main', '--token-file', join(folder, 'token'), '--folder', folder];
    const missing = await runHere('keys', 'import', ...given);
    expect(missing.stderr).toContain('--salt');
    expect((await runHere('keys', 'import', ...given, '--salt', salt)).stdout).toContain('form 1 for main');
    const twice = await runHere('keys', 'import', ...given, '--salt', salt);
    expect(twice.stderr).toContain('LIVE_KEY_EXISTS');
    const files = ['--passphrase-file', join(folder, 'old'), '--new-passphrase-file', join(folder, 'next')];
    const rotated = await runHere('keys', 'rotate', '--folder', folder, ...files);
    expect(rotated.stdout).toContain('1 keys stand under');
    const listed = JSON.parse((await runHere('keys', 'list', '--json', '--folder', folder)).stdout);
    expect(listed[0].version).toBe(2);
  });

  it('takes no secret from a file that others may read', async () => {
    await writeFile(join(folder, 'open'), 'swordfish\n', { mode: 0o644 });
    const refused = await runHere(
      ...[
        'keys',
        'add',
        ...['--account', 'main', '--secret-file', join(folder, 'key'), '--folder', folder],
        ...['--passphrase-file', join(folder, 'open')],
      ],
    );
    expect(refused.stderr).toContain('LIVE_SECRET_SOURCE');
  });

  it('starts a signer that holds the key in a process of its own', async () => {
    const { address } = JSON.parse((await add()).stdout) as { address: string };
    expect(address).toBe(privateKeyToAccount(KEY).address);
    const wallet = ['--signer', address, '--funder', address, '--signature-type', '0'];
    const main = fileURLToPath(new URL('./main.ts', import.meta.url));
    const signer = await spawnSigner({
      args: ['keys', 'signer', '--account', 'main', ...wallet, '--folder', folder, '--passphrase-fd', '3'],
      socket: signerFiles(folder, 'main').socket,
      passphrase: new Secret('swordfish'),
      program: ['--import', 'tsx', main],
    });
    try {
      expect(await signer.client.who()).toEqual({ address, owner: null });
    } finally {
      signer.close();
    }
  });
});
