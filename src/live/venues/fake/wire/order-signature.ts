import { secp256k1 } from '@noble/curves/secp256k1';
import { type Hex, hashTypedData } from 'viem';
import { publicKeyToAddress } from 'viem/accounts';

/** Chain of the venue. */
export const CHAIN_ID = 137;
const DOMAIN_NAME = 'Polymarket CTF Exchange';

/** Contracts that an order is made out to. Source: docs.polymarket.com, resources/contracts. */
export const EXCHANGE_CONTRACTS = {
  standard: '0xE111180000d2663C0091e4f400237545B87B996B',
  negRisk: '0xe2222d279d744050d28e00520010520000310F59',
  version3: '0xe3333700cA9d93003F00f0F71f8515005F6c00Aa',
} as const;

const ORDER_FIELDS = [
  { name: 'salt', type: 'uint256' },
  { name: 'maker', type: 'address' },
  { name: 'signer', type: 'address' },
  { name: 'tokenId', type: 'uint256' },
  { name: 'makerAmount', type: 'uint256' },
  { name: 'takerAmount', type: 'uint256' },
  { name: 'side', type: 'uint8' },
  { name: 'signatureType', type: 'uint8' },
  { name: 'timestamp', type: 'uint256' },
  { name: 'metadata', type: 'bytes32' },
  { name: 'builder', type: 'bytes32' },
] as const;

/** What is signed of an order. */
export interface SignedFields {
  readonly salt: bigint;
  readonly maker: Hex;
  readonly signer: Hex;
  readonly tokenId: bigint;
  readonly makerAmount: bigint;
  readonly takerAmount: bigint;
  readonly side: 0 | 1;
  readonly signatureType: number;
  readonly timestamp: bigint;
  readonly metadata: Hex;
  readonly builder: Hex;
}

/** Which contract an order is for. */
export interface ExchangeDomain {
  readonly version: '2' | '3';
  readonly negRisk: boolean;
}

const domainOf = ({ version, negRisk }: ExchangeDomain) => ({
  name: DOMAIN_NAME,
  version,
  chainId: CHAIN_ID,
  verifyingContract:
    version === '3'
      ? EXCHANGE_CONTRACTS.version3
      : negRisk
        ? EXCHANGE_CONTRACTS.negRisk
        : EXCHANGE_CONTRACTS.standard,
});

const typedData = (fields: SignedFields, domain: ExchangeDomain) =>
  ({
    domain: domainOf(domain),
    types: { Order: ORDER_FIELDS },
    primaryType: 'Order',
    message: { ...fields },
  }) as const;

/** The id of an order: the hash of what is signed. */
export const orderHash = (fields: SignedFields, domain: ExchangeDomain): Hex =>
  hashTypedData(typedData(fields, domain));

const SIGNATURE = /^0x([0-9a-f]{128})(00|01|1b|1c)$/i;

/**
 * Whoever signed a hash; `null` = the signature is none. Done here and not by viem, whose recovery loads a module
 * while it runs: simulated time stands still for that.
 */
function recovered(hash: Hex, signature: string): string | null {
  const parts = SIGNATURE.exec(signature);
  if (parts === null) return null;
  const [, compact = '', parity = ''] = parts;
  const bit = Number.parseInt(parity, 16) % 27;
  try {
    const point = secp256k1.Signature.fromCompact(compact)
      .addRecoveryBit(bit)
      .recoverPublicKey(hash.slice(2));
    return publicKeyToAddress(`0x${point.toHex(false)}`);
  } catch {
    // Not a point of the curve: whatever it is, nobody signed it.
    return null;
  }
}

/** Who signed an order; `null` = the signature is none. A deposit wallet's (type 3) is unwrapped first. */
export function signerOf(fields: SignedFields, domain: ExchangeDomain, signature: string): string | null {
  return fields.signatureType === 3
    ? depositWalletSigner(fields, domain, signature)
    : recovered(orderHash(fields, domain), signature);
}

const TYPED_DATA_SIGN = [
  { name: 'contents', type: 'Order' },
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
] as const;
const SIGNATURE_DIGITS = 2 + 130;
const NO_SALT = `0x${'0'.repeat(64)}` as const;

/** The key behind an ERC-7739 TypedDataSign of a deposit wallet: its first 65 bytes sign the nested struct. */
function depositWalletSigner(fields: SignedFields, domain: ExchangeDomain, signature: string): string | null {
  const hash = hashTypedData({
    domain: domainOf(domain),
    types: { TypedDataSign: TYPED_DATA_SIGN, Order: ORDER_FIELDS },
    primaryType: 'TypedDataSign',
    message: {
      contents: { ...fields },
      name: 'DepositWallet',
      version: '1',
      chainId: BigInt(CHAIN_ID),
      verifyingContract: fields.signer,
      salt: NO_SALT,
    },
  });
  return recovered(hash, signature.slice(0, SIGNATURE_DIGITS));
}

const AUTH_FIELDS = [
  { name: 'address', type: 'address' },
  { name: 'timestamp', type: 'string' },
  { name: 'nonce', type: 'uint256' },
  { name: 'message', type: 'string' },
] as const;

/** Who signed a request for API credentials (level 1); `null` = nobody. */
export function clobAuthSigner(
  claim: { readonly address: string; readonly timestamp: string; readonly nonce: string },
  signature: string,
): string | null {
  const hash = hashTypedData({
    domain: { name: 'ClobAuthDomain', version: '1', chainId: CHAIN_ID },
    types: { ClobAuth: AUTH_FIELDS },
    primaryType: 'ClobAuth',
    message: {
      address: claim.address as Hex,
      timestamp: claim.timestamp,
      nonce: BigInt(claim.nonce),
      message: 'This message attests that I control the given wallet',
    },
  });
  return recovered(hash, signature);
}
