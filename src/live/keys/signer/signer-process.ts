import { Socket } from 'node:net';
import { TouchlineError } from '../../../engine/errors.js';
import { nodeClock } from '../../adapters/node-clock.js';
import { nodeEntropy } from '../../adapters/node-entropy.js';
import { keySigner } from '../../venues/polymarket/signing/key-signer.js';
import type { ApiCredentials } from '../../venues/polymarket/signing/l2-headers.js';
import type { SigningAccount } from '../../venues/polymarket/signing/signing-account.js';
import { Keystore } from '../keystore.js';
import type { Secret } from '../secret.js';
import { SignedLog } from './signed-log.js';
import { Signer } from './signer.js';
import type { SignerLimits } from './signer-limits.js';
import { type SignerServer, serveSigner } from './signer-server.js';

export interface SignerProcessOptions {
  readonly keystore: string;
  /** Name in the keystore. */
  readonly name: string;
  readonly account: SigningAccount;
  readonly limits: SignerLimits;
  readonly log: string;
  readonly socket: string;
  readonly passphrase: Secret;
}

/** Opens the keys and serves them. From then on this process can open no connection. */
export async function runSigner(options: SignerProcessOptions): Promise<SignerServer> {
  const { name, account, passphrase } = options;
  const keystore = new Keystore({ file: options.keystore, entropy: nodeEntropy, clock: nodeClock });
  const key = await keySigner(privateKeyOf(await keystore.open('polymarket-signer', name, passphrase), name));
  if (key.address.toLowerCase() !== account.signer.toLowerCase()) {
    throw new TouchlineError('LIVE_SIGNER_KEY', 'the key is not the one of the account', {
      where: { account: name, key: key.address, signer: account.signer },
    });
  }
  const hasCredentials = (await keystore.list()).some(
    (listed) => listed.purpose === 'polymarket-api' && listed.account === name,
  );
  const credentials = hasCredentials
    ? credentialsOf(await keystore.open('polymarket-api', name, passphrase))
    : null;
  const log = await SignedLog.open(options.log);
  const signer = new Signer({ key, credentials, account, limits: options.limits, log, clock: nodeClock });
  const server = await serveSigner(signer, options.socket);
  forbidConnections();
  return {
    close: async () => {
      await server.close();
      await log.close();
    },
  };
}

/** Checked where it is used: what is kept under this purpose is a private key. @throws LIVE_SIGNER_KEY */
export function privateKeyOf(secret: Secret, account: string): `0x${string}` {
  const text = secret.reveal();
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return text as `0x${string}`;
  throw new TouchlineError('LIVE_SIGNER_KEY', 'a private key is 0x and 64 hex digits', {
    where: { account },
  });
}

/** Credentials of the API as they are kept: one JSON object. */
export const credentialsOf = (secret: Secret): ApiCredentials =>
  JSON.parse(secret.reveal()) as ApiCredentials;

/** A second lock behind the imports, which name nothing that connects. */
function forbidConnections(): void {
  Socket.prototype.connect = () => {
    throw new TouchlineError('LIVE_SIGNER_NETWORK', 'the signer opens no connection');
  };
}
