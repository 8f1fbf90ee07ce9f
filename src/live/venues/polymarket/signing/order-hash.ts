import { POLYGON } from './exchanges.js';
import type { OrderTerms } from './order-terms.js';
import {
  addressWord,
  bytesWord,
  decimalWord,
  hashText,
  hashWords,
  hexOf,
  typedDataDigest,
  uintWord,
} from './typed-data.js';

/** The struct that is signed, V2 and V3 alike. Source: clob-client-v2 1.1.0, docs.polymarket.com/trading/place-orders */
export const ORDER_TYPE =
  'Order(uint256 salt,address maker,address signer,uint256 tokenId,uint256 makerAmount,uint256 takerAmount,' +
  'uint8 side,uint8 signatureType,uint256 timestamp,bytes32 metadata,bytes32 builder)';

const ORDER_TYPE_HASH = hashText(ORDER_TYPE);
const DOMAIN_TYPE_HASH = hashText(
  'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)',
);
const DOMAIN_NAME_HASH = hashText('Polymarket CTF Exchange');

/** Separator of the domain of an exchange. */
export const exchangeDomain = ({ domainVersion, contract }: Pick<OrderTerms, 'domainVersion' | 'contract'>) =>
  hashWords([
    DOMAIN_TYPE_HASH,
    DOMAIN_NAME_HASH,
    hashText(domainVersion),
    uintWord(BigInt(POLYGON)),
    addressWord(contract),
  ]);

/** Hash of the struct alone. */
export const orderStructHash = (terms: OrderTerms): Uint8Array =>
  hashWords([
    ORDER_TYPE_HASH,
    uintWord(BigInt(terms.salt)),
    addressWord(terms.maker),
    addressWord(terms.signer),
    decimalWord(terms.tokenId),
    decimalWord(terms.makerAmount),
    decimalWord(terms.takerAmount),
    uintWord(terms.side === 'BUY' ? 0n : 1n),
    uintWord(BigInt(terms.signatureType)),
    uintWord(BigInt(terms.timestamp)),
    bytesWord(terms.metadata),
    bytesWord(terms.builder),
  ]);

/** What the venue calls the order: its EIP-712 hash, known before anything is signed or sent. */
export const orderHash = (terms: OrderTerms): string =>
  hexOf(typedDataDigest(exchangeDomain(terms), orderStructHash(terms)));
