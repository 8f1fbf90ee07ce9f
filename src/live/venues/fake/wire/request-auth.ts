import type { VenueAccount } from '../exchange/venue-account.js';
import { expectedSignature } from './credentials.js';
import { clobAuthSigner } from './order-signature.js';
import { refuse, type VenueRequest, type VenueResponse } from './venue-http.js';

/** Who sent a request, or the answer that it gets instead. */
export type Authenticated<T> =
  | { readonly kind: 'known'; readonly who: T }
  | { readonly kind: 'refused'; readonly response: VenueResponse };

/** A signed time further from the venue's clock than this is refused, seconds. */
const CLOCK_TOLERANCE_SECONDS = 60;

const refused = (error: string): { kind: 'refused'; response: VenueResponse } => ({
  kind: 'refused',
  response: refuse(401, error),
});

const isTimely = (timestamp: string, nowMs: number): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) - nowMs / 1_000) <= CLOCK_TOLERANCE_SECONDS;

/** Headers of a request under the names of the documentation: they may come with dashes or underscores. */
export const polyHeader = ({ headers }: VenueRequest, name: string): string =>
  headers[`poly_${name}`] ?? headers[`poly-${name.replaceAll('_', '-')}`] ?? '';

/** Level 1: a wallet's signature. Gives the signer. */
export function authenticateWallet(request: VenueRequest, nowMs: number): Authenticated<string> {
  const address = polyHeader(request, 'address');
  const timestamp = polyHeader(request, 'timestamp');
  const nonce = polyHeader(request, 'nonce') || '0';
  if (!/^0x[0-9a-f]{40}$/i.test(address) || !/^\d+$/.test(nonce))
    return refused('Invalid L1 Request headers');
  if (!isTimely(timestamp, nowMs)) return refused('Invalid L1 Request headers: timestamp');
  const signer = clobAuthSigner({ address, timestamp, nonce }, polyHeader(request, 'signature'));
  if (signer?.toLowerCase() !== address.toLowerCase())
    return refused('Invalid L1 Request headers: signature');
  return { kind: 'known', who: signer };
}

/** Level 2: HMAC of time, method, path without query, and body. */
export function authenticateKey(
  request: VenueRequest,
  accounts: ReadonlyMap<string, VenueAccount>,
  { nowMs, path }: { readonly nowMs: number; readonly path: string },
): Authenticated<VenueAccount> {
  const account = accounts.get(polyHeader(request, 'api_key'));
  if (account === undefined) return refused('Unauthorized/Invalid api key');
  const timestamp = polyHeader(request, 'timestamp');
  if (!isTimely(timestamp, nowMs)) return refused('Unauthorized/Invalid timestamp');
  const message = `${timestamp}${request.method}${path}${request.body}`;
  const signed = polyHeader(request, 'signature') === expectedSignature(account.credentials.secret, message);
  const known =
    polyHeader(request, 'passphrase') === account.credentials.passphrase &&
    polyHeader(request, 'address').toLowerCase() === account.signer.toLowerCase();
  return signed && known ? { kind: 'known', who: account } : refused('Unauthorized/Invalid signature');
}
