import { TouchlineError } from '../../engine/errors.js';
import { Keystore } from '../../live/keys/keystore.js';
import { keystoreFile } from '../../live/keys/keystore-file.js';
import { readSecret } from '../../live/keys/read-secret.js';
import type { Secret } from '../../live/keys/secret.js';
import { signerFiles } from '../../live/keys/signer/signer-files.js';
import { credentialsOf } from '../../live/keys/signer/signer-process.js';
import { spawnSigner } from '../../live/keys/signer/spawn-signer.js';
import type { Ports } from '../../live/ports/ports.js';
import type { AccountRow } from '../../live/store/live-store.js';
import type { TokenTable } from '../../live/venues/polymarket/catalog/token-table.js';
import type { Hosts } from '../../live/venues/polymarket/hosts.js';
import { PolymarketVenue } from '../../live/venues/polymarket/orders/polymarket-venue.js';
import type { RateBuckets } from '../../live/venues/polymarket/orders/rate-buckets.js';
import type { SigningAccount } from '../../live/venues/polymarket/signing/signing-account.js';
import type { VenueAdapter } from '../../live/venues/venue-adapter.js';

/** What the adapter of an account with money is made of. */
export interface LiveVenueParts {
  readonly ports: Ports;
  readonly hosts: Hosts;
  readonly tokens: TokenTable;
  /** Holds the keystore. */
  readonly folder: string;
  readonly buckets: RateBuckets;
  readonly timeoutMs: number;
  /** Where the passphrase of the keystore comes from; neither = the terminal. */
  readonly passphraseFile: string | undefined;
  readonly passphraseFd: number | undefined;
}

/** The adapter of an account that trades with money, and its signer. */
export interface LiveVenue {
  readonly venue: VenueAdapter;
  close(): void;
}

/**
 * Starts the signer of an account and makes the adapter that asks it. Of the keys only the API credentials come
 * into this process: the user channel sends them. @throws LIVE_KEY_MISSING, LIVE_KEY_PASSPHRASE, LIVE_SIGNER_START
 */
export async function openLiveVenue(parts: LiveVenueParts, row: AccountRow): Promise<LiveVenue> {
  const { ports, folder, passphraseFile, passphraseFd } = parts;
  const account = signingAccountOf(row);
  const prompt = 'passphrase of the keystore';
  const passphrase = await readSecret({ file: passphraseFile, fd: passphraseFd, prompt });
  const keystore = new Keystore({
    file: keystoreFile(folder),
    entropy: ports.entropy,
    clock: ports.clock,
  });
  const credentials = credentialsOf(await keystore.open('polymarket-api', row.name, passphrase));
  const signer = await startSigner(folder, { name: row.name, account, passphrase });
  const venue = new PolymarketVenue(ports, {
    hosts: parts.hosts,
    account,
    credentials,
    tokens: parts.tokens,
    sign: (terms) => signer.client.sign(terms),
    buckets: parts.buckets,
    timeoutMs: parts.timeoutMs,
  });
  return { venue, close: signer.close };
}

function startSigner(
  folder: string,
  {
    name,
    account,
    passphrase,
  }: { readonly name: string; readonly account: SigningAccount; readonly passphrase: Secret },
) {
  const { signer, funder, signatureType } = account;
  const wallet = ['--signer', signer, '--funder', funder, '--signature-type', String(signatureType)];
  const args = ['keys', 'signer', '--account', name, ...wallet, '--folder', folder, '--passphrase-fd', '3'];
  return spawnSigner({ args, socket: signerFiles(folder, name).socket, passphrase });
}

function signingAccountOf({ name, signer, funder, signatureType }: AccountRow): SigningAccount {
  const known = signatureType === 0 || signatureType === 1 || signatureType === 2 || signatureType === 3;
  if (signer !== null && funder !== null && known) return { signer, funder, signatureType };
  throw new TouchlineError('LIVE_KEYS', `account ${name} has no signer`, {
    hint: '`touchline accounts add … --live --signer` makes one that has',
  });
}
