import { POLYGON } from './exchanges.js';
import type { KeySigner } from './key-signer.js';
import { addressWord, hashText, hashWords, typedDataDigest, uintWord } from './typed-data.js';

const AUTH_TYPE_HASH = hashText('ClobAuth(address address,string timestamp,uint256 nonce,string message)');
const MESSAGE_HASH = hashText('This message attests that I control the given wallet');
const DOMAIN = hashWords([
  hashText('EIP712Domain(string name,string version,uint256 chainId)'),
  hashText('ClobAuthDomain'),
  hashText('1'),
  uintWord(BigInt(POLYGON)),
]);

/** Headers that prove the wallet itself: needed once, to create or derive the API credentials. */
export async function l1Headers(
  { address, sign }: KeySigner,
  { atSeconds, nonce }: { readonly atSeconds: number; readonly nonce: number },
): Promise<Readonly<Record<string, string>>> {
  const struct = hashWords([
    AUTH_TYPE_HASH,
    addressWord(address),
    hashText(String(atSeconds)),
    uintWord(BigInt(nonce)),
    MESSAGE_HASH,
  ]);
  return {
    POLY_ADDRESS: address,
    POLY_SIGNATURE: await sign(typedDataDigest(DOMAIN, struct)),
    POLY_TIMESTAMP: String(atSeconds),
    POLY_NONCE: String(nonce),
  };
}
