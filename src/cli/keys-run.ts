import Table from 'cli-table3';
import { TouchlineError } from '../engine/errors.js';
import { nodeClock } from '../live/adapters/node-clock.js';
import { nodeEntropy } from '../live/adapters/node-entropy.js';
import { Keystore } from '../live/keys/keystore.js';
import { keystoreFile } from '../live/keys/keystore-file.js';
import { legacyRecordSchema } from '../live/keys/legacy-record.js';
import { readSecret } from '../live/keys/read-secret.js';
import { Secret } from '../live/keys/secret.js';
import { signerFiles } from '../live/keys/signer/signer-files.js';
import { SIGNER_LIMITS } from '../live/keys/signer/signer-limits.js';
import { privateKeyOf, runSigner } from '../live/keys/signer/signer-process.js';
import { keySigner } from '../live/venues/polymarket/signing/key-signer.js';

interface KeysOptions {
  readonly folder: string;
  readonly passphraseFile?: string;
  readonly passphraseFd?: number;
}

interface AddOptions extends KeysOptions {
  readonly account: string;
  readonly secretFile?: string;
  readonly secretFd?: number;
  readonly json?: boolean;
}

interface SignerOptions extends KeysOptions {
  readonly account: string;
  readonly signer: string;
  readonly funder: string;
  readonly signatureType: number;
  readonly untilStdinEnds?: boolean;
}

const keystoreOf = ({ folder }: Pick<KeysOptions, 'folder'>): Keystore =>
  new Keystore({ file: keystoreFile(folder), entropy: nodeEntropy, clock: nodeClock });

const passphraseOf = ({ passphraseFile, passphraseFd }: KeysOptions): Promise<Secret> =>
  readSecret({ file: passphraseFile, fd: passphraseFd, prompt: 'passphrase of the keystore' });

/** `touchline keys add`. */
export async function runKeysAdd(options: AddOptions): Promise<void> {
  const { account, secretFile, secretFd } = options;
  const secret = await readSecret({ file: secretFile, fd: secretFd, prompt: `private key of ${account}` });
  const { address } = await keySigner(privateKeyOf(secret, account));
  const passphrase = await passphraseOf(options);
  const label = await keystoreOf(options).add({ purpose: 'polymarket-signer', account, secret }, passphrase);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ...label, address }, null, 2)}\n`
      : `sealed the key of ${account}: address ${address}\n` +
          `next: touchline accounts add ${account} --live --signer ${address}\n`,
  );
}

/** `touchline keys import`: kept in its old form until it is first opened. */
export async function runKeysImport(
  options: Pick<KeysOptions, 'folder'> & {
    readonly account: string;
    readonly tokenFile: string;
    readonly iterations: string;
    readonly salt?: string;
  },
): Promise<void> {
  const { account, tokenFile, iterations, salt } = options;
  const token = await readSecret({ file: tokenFile, prompt: 'token' });
  const kid = Buffer.from(nodeEntropy.bytes(8)).toString('hex');
  const label = {
    kid,
    purpose: 'polymarket-signer',
    account,
    created: nodeClock.now(),
    token: token.reveal(),
  };
  const form = iterations === '0' ? { v: 0 } : { v: 1, iterations: Number(iterations), salt };
  const record = legacyRecordSchema.safeParse({ ...form, ...label });
  if (!record.success) {
    throw new TouchlineError('CLI_OPTION', 'a token under PBKDF2 needs its salt, in hex', {
      where: { option: '--salt' },
      hint: '`--iterations 0` is for a key that is the SHA-256 of the passphrase',
    });
  }
  await keystoreOf(options).importLegacy(record.data);
  process.stdout.write(
    `took in a key of form ${record.data.v} for ${account}: it is sealed anew when first opened\n`,
  );
}

/** `touchline keys api`. */
export async function runKeysApi(options: KeysOptions & { readonly account: string; readonly url?: string }) {
  const [{ apiCredentials }, { venueHosts }, { nodePorts }] = await Promise.all([
    import('../live/venues/polymarket/orders/api-credentials.js'),
    import('../runs/live/venue-hosts.js'),
    import('../live/adapters/node-ports.js'),
  ]);
  const { account, url } = options;
  const keystore = keystoreOf(options);
  const passphrase = await passphraseOf(options);
  const key = await keySigner(
    privateKeyOf(await keystore.open('polymarket-signer', account, passphrase), account),
  );
  const ports = nodePorts();
  try {
    const credentials = await apiCredentials(ports, venueHosts(url).clob, key);
    const secret = new Secret(JSON.stringify(credentials));
    await keystore.add({ purpose: 'polymarket-api', account, secret }, passphrase);
  } finally {
    ports.close();
  }
  process.stdout.write(`sealed the API credentials of ${account}\n`);
}

/** `touchline keys list`. */
export async function runKeysList(options: {
  readonly folder: string;
  readonly json?: boolean;
}): Promise<void> {
  const keys = (await keystoreOf(options).list()).map(({ created, ...key }) => ({
    ...key,
    created: new Date(created / 1_000).toISOString(),
  }));
  process.stdout.write(options.json ? `${JSON.stringify(keys, null, 2)}\n` : `${tableOf(keys)}\n`);
}

function tableOf(keys: readonly Readonly<Record<string, string | number>>[]): string {
  if (keys.length === 0) return 'no keys; `touchline keys add` seals one';
  const head = ['account', 'purpose', 'version', 'created', 'kid'];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const key of keys) table.push(head.map((column) => String(key[column])));
  return table.toString();
}

/** `touchline keys rotate`. */
export async function runKeysRotate(
  options: KeysOptions & { readonly newPassphraseFile?: string; readonly newPassphraseFd?: number },
): Promise<void> {
  const passphrase = await passphraseOf(options);
  const { newPassphraseFile: file, newPassphraseFd: fd } = options;
  const next = await readSecret({ file, fd, prompt: 'new passphrase' });
  const count = await keystoreOf(options).rotate(passphrase, next);
  process.stdout.write(`${count} keys stand under the new passphrase; older forms are not read any more\n`);
}

/** `touchline keys signer`: serves until it is told to end. */
export async function runKeysSigner(options: SignerOptions): Promise<void> {
  const { account: name, signer, funder, folder } = options;
  const signatureType = options.signatureType as 0 | 1 | 2 | 3;
  const { socket, log } = signerFiles(folder, name);
  const server = await runSigner({
    keystore: keystoreFile(folder),
    name,
    account: { signer, funder, signatureType },
    limits: SIGNER_LIMITS,
    log,
    socket,
    passphrase: await passphraseOf(options),
  });
  process.stdout.write('ready\n');
  await new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
    if (options.untilStdinEnds === true) process.stdin.once('close', resolve).resume();
  });
  await server.close();
  // Left open it would keep this process.
  if (options.untilStdinEnds === true) process.stdin.destroy();
}
