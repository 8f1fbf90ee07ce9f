import type { Micros } from '../../../../engine/units.js';
import type { NewIntent } from '../../../orders/intent.js';
import type { OrderTerms } from './order-terms.js';

/** What travels with a signed order beside the struct. */
export interface OrderEnvelope {
  readonly signature: string;
  /** Key of the API credentials. */
  readonly owner: string;
  readonly intent: Pick<NewIntent, 'timeInForce' | 'postOnly' | 'expiresAt'>;
}

/** The text that is posted, byte for byte; it is also what the authentication signs. Fields in the client's own order. */
export function orderBody(terms: OrderTerms, { signature, owner, intent }: OrderEnvelope): string {
  return JSON.stringify({
    deferExec: false,
    postOnly: intent.postOnly,
    order: {
      salt: terms.salt,
      maker: terms.maker,
      signer: terms.signer,
      tokenId: terms.tokenId,
      makerAmount: terms.makerAmount,
      takerAmount: terms.takerAmount,
      side: terms.side,
      signatureType: terms.signatureType,
      timestamp: String(terms.timestamp),
      expiration: expiration(intent.expiresAt),
      metadata: terms.metadata,
      builder: terms.builder,
      signature,
    },
    owner,
    orderType: intent.timeInForce.toUpperCase(),
  });
}

/** Unix seconds, rounded down; "0" = none. Not signed. */
const expiration = (at: Micros | null): string => (at === null ? '0' : String(Math.floor(at / 1_000_000)));
