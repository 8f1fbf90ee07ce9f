import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';

/** Socket and log of the signer of an account. */
export interface SignerFiles {
  readonly socket: string;
  readonly log: string;
}

/** The socket's path is short whatever the account is called: systems allow about 100 bytes. */
export function signerFiles(folder: string, account: string): SignerFiles {
  const short = createHash('sha256').update(account).digest('hex').slice(0, 12);
  return {
    socket: join(resolve(folder), 'signer', `${short}.sock`),
    log: join(resolve(folder), 'signer', `${short}.log`),
  };
}
