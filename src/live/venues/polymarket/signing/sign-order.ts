import { POLYGON } from './exchanges.js';
import { exchangeDomain, ORDER_TYPE, orderStructHash } from './order-hash.js';
import { NO_BYTES, type OrderTerms } from './order-terms.js';
import {
  addressWord,
  bytesWord,
  hashText,
  hashWords,
  hexOf,
  typedDataDigest,
  uintWord,
} from './typed-data.js';

/** Signs 32 bytes with the account's key: `0x` and 65 bytes in hex. Deterministic (RFC 6979). */
export type DigestSigner = (digest: Uint8Array) => Promise<string>;

const WRAPPED_TYPE_HASH = hashText(
  'TypedDataSign(Order contents,string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)' +
    ORDER_TYPE,
);
const WALLET_NAME_HASH = hashText('DepositWallet');
const WALLET_VERSION_HASH = hashText('1');

/**
 * Signature of an order as the venue wants it. A deposit wallet (signature type 3) signs by ERC-7739: the struct
 * inside one of the wallet, followed by what its contract needs to check it.
 */
export async function signOrder(terms: OrderTerms, sign: DigestSigner): Promise<string> {
  const domain = exchangeDomain(terms);
  const struct = orderStructHash(terms);
  if (terms.signatureType !== 3) return sign(typedDataDigest(domain, struct));
  const wrapped = hashWords([
    WRAPPED_TYPE_HASH,
    struct,
    WALLET_NAME_HASH,
    WALLET_VERSION_HASH,
    uintWord(BigInt(POLYGON)),
    addressWord(terms.signer),
    bytesWord(NO_BYTES),
  ]);
  const signature = await sign(typedDataDigest(domain, wrapped));
  const typeLength = Buffer.byteLength(ORDER_TYPE).toString(16).padStart(4, '0');
  const type = Buffer.from(ORDER_TYPE, 'utf8').toString('hex');
  return `${signature}${hexOf(domain).slice(2)}${hexOf(struct).slice(2)}${type}${typeLength}`;
}
