import type { NewIntent } from '../../../orders/intent.js';
import { orderAmounts } from './order-amounts.js';
import type { SigningAccount } from './signing-account.js';

/** Everything that is signed of an order, and the domain it is signed under. Plain data: it may cross processes. */
export interface OrderTerms {
  readonly salt: number;
  /** Wallet that holds the money. */
  readonly maker: string;
  readonly signer: string;
  /** Decimal digits, up to 78. */
  readonly tokenId: string;
  /** Given, in 1e-6 dollars (buy) or shares (sell): decimal digits. */
  readonly makerAmount: string;
  /** Taken, in 1e-6 shares (buy) or dollars (sell): decimal digits. */
  readonly takerAmount: string;
  readonly side: 'BUY' | 'SELL';
  readonly signatureType: 0 | 1 | 2 | 3;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly metadata: string;
  readonly builder: string;
  readonly domainVersion: string;
  readonly contract: string;
}

/** What of an intent is signed. */
export type SignedPart = Pick<
  NewIntent,
  | 'salt'
  | 'signedAtMs'
  | 'domainVersion'
  | 'contract'
  | 'instrument'
  | 'side'
  | 'limit'
  | 'size'
  | 'timeInForce'
>;

/** 32 bytes of nothing. */
export const NO_BYTES = `0x${'0'.repeat(64)}`;

/** The order that an intent stands for: the same intent and account give the same, always. */
export function orderTerms(intent: SignedPart, account: SigningAccount): OrderTerms {
  const { maker, taker } = orderAmounts(intent);
  return {
    salt: intent.salt,
    maker: account.funder,
    signer: account.signatureType === 3 ? account.funder : account.signer,
    tokenId: intent.instrument,
    makerAmount: maker,
    takerAmount: taker,
    side: intent.side === 'buy' ? 'BUY' : 'SELL',
    signatureType: account.signatureType,
    timestamp: intent.signedAtMs,
    metadata: NO_BYTES,
    builder: NO_BYTES,
    domainVersion: intent.domainVersion,
    contract: intent.contract,
  };
}
