import type { VenueOrder } from './venue-order.js';

/** `price x size` in 1e-6 dollars, rounded to the nearest: exact for sizes of two decimals. */
export function costOf(price: number, size: number): number {
  return Number((BigInt(price) * BigInt(size) + 5_000n) / 10_000n);
}

/** Credentials of the API, as the venue gives them out. */
export interface Credentials {
  readonly apiKey: string;
  /** base64url. */
  readonly secret: string;
  readonly passphrase: string;
}

/** Somebody with money at the venue. Balances are those of the chain: they move when a trade is mined. */
export class VenueAccount {
  /** Address of the key that signs. */
  readonly signer: string;
  /** Wallet that holds the money; the signer itself of an EOA. */
  readonly wallet: string;
  readonly credentials: Credentials;
  cash: number;
  readonly shares = new Map<string, number>();
  /** Of trades that are not mined yet: what they will take. */
  pendingCash = 0;
  readonly pendingShares = new Map<string, number>();
  readonly open = new Set<VenueOrder>();
  closedOnly = false;

  constructor(identity: { signer: string; wallet: string; credentials: Credentials; cash: number }) {
    this.signer = identity.signer;
    this.wallet = identity.wallet;
    this.credentials = identity.credentials;
    this.cash = identity.cash;
  }

  /** What a new purchase may cost, 1e-6 dollars. */
  freeCash(): number {
    let locked = this.pendingCash;
    for (const { request, remaining } of this.open) {
      if (request.side === 'buy') locked += costOf(request.price, remaining);
    }
    return this.cash - locked;
  }

  /** What a new sale may give, 1e-6 shares: settled and not promised elsewhere. */
  freeShares(token: string): number {
    let locked = this.pendingShares.get(token) ?? 0;
    for (const { request, remaining } of this.open) {
      if (request.side === 'sell' && request.market.tokens[request.outcome] === token) locked += remaining;
    }
    return (this.shares.get(token) ?? 0) - locked;
  }

  addShares(token: string, size: number): void {
    this.shares.set(token, (this.shares.get(token) ?? 0) + size);
  }

  addPendingShares(token: string, size: number): void {
    this.pendingShares.set(token, (this.pendingShares.get(token) ?? 0) + size);
  }
}
