import type { DigestSigner } from './sign-order.js';

/** A key that signs, with the address that it signs for. */
export interface KeySigner {
  /** In mixed case, with its checksum (EIP-55). */
  readonly address: string;
  readonly sign: DigestSigner;
}

/**
 * Signer of a private key, `0x` and 64 hex digits, by viem. Loaded when it is first needed: reading viem takes about
 * 150 ms, and only the process that holds keys needs it.
 */
export async function keySigner(privateKey: `0x${string}`): Promise<KeySigner> {
  const { privateKeyToAccount, sign } = await import('viem/accounts');
  const { address } = privateKeyToAccount(privateKey);
  return {
    address,
    sign: (digest) => sign({ hash: `0x${Buffer.from(digest).toString('hex')}`, privateKey, to: 'hex' }),
  };
}
