import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, type Micros } from '../../../engine/units.js';
import { EXCHANGES } from '../../venues/polymarket/signing/exchanges.js';
import { NO_BYTES, type OrderTerms } from '../../venues/polymarket/signing/order-terms.js';
import type { SigningAccount } from '../../venues/polymarket/signing/signing-account.js';
import type { SignerLimits } from './signer-limits.js';
import type { SignerRequest } from './signer-requests.js';

/** An order that was signed before. */
export interface SignedBefore {
  readonly at: Micros;
  readonly hash: string;
  readonly token: string;
  /** Dollars that it may spend, 1e-6; 0 of a sale. */
  readonly spend: number;
}

/** Why something is not signed. `null` = it may be. */
export interface Refusal {
  readonly rule: string;
  readonly detail: string;
}

const refuse = (rule: string, detail: string): Refusal => ({ rule, detail });
const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const MOST_TOKEN = 2n ** 256n;

/** Dollars that an order may spend: what it gives of a purchase, nothing of a sale. */
export const spendOf = ({ side, makerAmount }: OrderTerms): number =>
  side === 'BUY' ? Number(makerAmount) : 0;

/** Whether an order is one of this account, on an exchange of Polymarket, at a price that a market can have. */
export function refuseTerms(terms: OrderTerms, account: SigningAccount): Refusal | null {
  const expected = account.signatureType === 3 ? account.funder : account.signer;
  if (!sameAddress(terms.maker, account.funder)) return refuse('maker', 'is not the wallet of this account');
  if (!sameAddress(terms.signer, expected)) return refuse('signer', 'is not the signer of this account');
  if (terms.signatureType !== account.signatureType) {
    return refuse('signatureType', 'is not that of this account');
  }
  const known = EXCHANGES.some(
    ({ domainVersion, contract }) =>
      domainVersion === terms.domainVersion && sameAddress(contract, terms.contract),
  );
  if (!known) return refuse('exchange', 'is not on the list of contracts');
  if (terms.metadata !== NO_BYTES || terms.builder !== NO_BYTES) return refuse('extras', 'carry something');
  const token = BigInt(terms.tokenId);
  return token === 0n || token >= MOST_TOKEN ? refuse('token', 'is no token') : refusePrice(terms);
}

/** 0.01 to 0.99 dollars a share, by the two amounts. */
function refusePrice({ side, makerAmount, takerAmount }: OrderTerms): Refusal | null {
  const dollars = BigInt(side === 'BUY' ? makerAmount : takerAmount);
  const shares = BigInt(side === 'BUY' ? takerAmount : makerAmount);
  if (dollars <= 0n || shares <= 0n) return refuse('amounts', 'are above 0');
  const sane = dollars * 100n >= shares && dollars * 100n <= shares * 99n;
  return sane ? null : refuse('price', 'is outside of 0.01 to 0.99');
}

/** Whether an order keeps to the limits after those signed `before`. What only sells is held to its pace alone. */
export function refuseLimits(
  order: Omit<SignedBefore, 'hash'>,
  before: readonly SignedBefore[],
  limits: SignerLimits,
): Refusal | null {
  // What lies ahead of the clock counts as now: a clock that was set back frees nothing.
  const within = (span: number) => before.filter(({ at }) => at > order.at - span);
  const day = within(MICROS_PER_DAY);
  const spent = (rows: readonly SignedBefore[]): number =>
    rows.reduce((sum, { spend }) => sum + spend, order.spend);
  const spending: readonly (readonly [keyof SignerLimits, number])[] = [
    ['perOrder', order.spend],
    ['perToken', spent(day.filter(({ token }) => token === order.token))],
    ['daily', spent(day)],
  ];
  const pace: readonly (readonly [keyof SignerLimits, number])[] = [
    ['ordersPerMinute', within(MICROS_PER_MINUTE).length + 1],
    ['ordersPerHour', within(MICROS_PER_HOUR).length + 1],
  ];
  const rows = order.spend > 0 ? [...spending, ...pace] : pace;
  const over = rows.find(([limit, value]) => value > limits[limit]);
  return over === undefined ? null : refuse(over[0], `would come to ${over[1]}, at most ${limits[over[0]]}`);
}

type HeadersRequest = Extract<SignerRequest, { readonly kind: 'headers' }>;
/** What of the venue may be called in the name of the account; reading may be any path. */
const WRITES: ReadonlySet<string> = new Set([
  'POST /order',
  'POST /orders',
  'POST /v1/heartbeats',
  'DELETE /order',
  'DELETE /orders',
  'DELETE /cancel-all',
  'DELETE /cancel-market-orders',
]);

export function refuseHeaders({ method, path }: HeadersRequest): Refusal | null {
  if (!/^(?:\/[A-Za-z0-9_-]+)+$/.test(path)) return refuse('path', 'is no path of the venue');
  if (method === 'GET' || WRITES.has(`${method} ${path}`)) return null;
  return refuse('path', 'is not one that touchline writes to');
}
