import type { Hex } from 'viem';
import type { VenueAccount } from '../exchange/venue-account.js';
import type { Outcome, VenueMarket } from '../exchange/venue-market.js';
import type { OrderRequest, OrderType } from '../exchange/venue-order.js';
import { orderHash, type SignedFields, signerOf } from './order-signature.js';

/** A token as its market and outcome. */
export interface TokenPlace {
  readonly market: VenueMarket;
  readonly outcome: Outcome;
}

export type ReadOrder =
  | { readonly kind: 'order'; readonly request: OrderRequest }
  | { readonly kind: 'refused'; readonly reason: string };

const refused = (reason: string): ReadOrder => ({ kind: 'refused', reason });
const PAYLOAD = 'Invalid order payload';
const TYPES: readonly string[] = ['GTC', 'GTD', 'FOK', 'FAK'];

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const digits = (value: unknown): bigint | null =>
  typeof value === 'string' && /^\d{1,78}$/.test(value) ? BigInt(value) : null;
const hex = (value: unknown, bytes: number): Hex | null =>
  typeof value === 'string' && new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`).test(value)
    ? (value as Hex)
    : null;

/** What is signed of `order`; `null` = something is missing or of another form. */
function signedFields(order: Fields): SignedFields | null {
  const { salt, side, signatureType } = order;
  const maker = hex(order['maker'], 20);
  const signer = hex(order['signer'], 20);
  const tokenId = digits(order['tokenId']);
  const makerAmount = digits(order['makerAmount']);
  const takerAmount = digits(order['takerAmount']);
  const timestamp = digits(order['timestamp']);
  const metadata = hex(order['metadata'], 32);
  const builder = hex(order['builder'], 32);
  // A salt beyond 2^53 has lost digits on the way.
  if (!Number.isSafeInteger(salt) || (side !== 'BUY' && side !== 'SELL')) return null;
  if (maker === null || signer === null || tokenId === null || timestamp === null) return null;
  if (makerAmount === null || takerAmount === null || metadata === null || builder === null) return null;
  if (signatureType !== 0 && signatureType !== 1 && signatureType !== 2 && signatureType !== 3) return null;
  const amounts = { tokenId, makerAmount, takerAmount, timestamp };
  return {
    salt: BigInt(salt as number),
    maker,
    signer,
    ...amounts,
    side: side === 'BUY' ? 0 : 1,
    signatureType,
    metadata,
    builder,
  };
}

/**
 * Reads and checks one order of a POST: form, owner, wallet, signature under the domain of its market. Limits and
 * balances are the exchange's business.
 */
export function readOrder(
  payload: unknown,
  account: VenueAccount,
  tokens: ReadonlyMap<string, TokenPlace>,
): ReadOrder {
  if (!isRecord(payload) || !isRecord(payload['order'])) return refused(PAYLOAD);
  const { order, owner, orderType } = payload;
  const fields = signedFields(order as Fields);
  const expiration = digits((order as Fields)['expiration'] ?? '0');
  const type = orderType ?? 'GTC';
  if (fields === null || expiration === null || typeof type !== 'string' || !TYPES.includes(type)) {
    return refused(PAYLOAD);
  }
  if (owner !== account.credentials.apiKey)
    return refused('the order owner has to be the owner of the API KEY');
  const place = tokens.get(fields.tokenId.toString());
  if (place === undefined) return refused('the market is not yet ready to process new orders');
  const wrong = wrongSignature(fields, account, { place, signature: (order as Fields)['signature'] });
  if (wrong !== null) return refused(wrong);
  const shares = fields.side === 0 ? fields.takerAmount : fields.makerAmount;
  const dollars = fields.side === 0 ? fields.makerAmount : fields.takerAmount;
  if (shares === 0n || dollars === 0n || shares > BigInt(Number.MAX_SAFE_INTEGER)) return refused(PAYLOAD);
  return {
    kind: 'order',
    request: {
      id: orderHash(fields, domainOf(place)),
      account,
      ...place,
      side: fields.side === 0 ? 'buy' : 'sell',
      // Amounts of market orders are rounded: the price is the nearest to what they say.
      price: Number((dollars * 20_000n + shares) / (2n * shares)),
      size: Number(shares),
      // A purchase at once is an amount of money: better prices give it more shares.
      spends: fields.side === 0 && (type === 'FOK' || type === 'FAK') ? Number(dollars) : null,
      type: type as OrderType,
      postOnly: payload['postOnly'] === true,
      expiration: Number(expiration),
    },
  };
}

const domainOf = ({ market }: TokenPlace): { version: '2' | '3'; negRisk: boolean } => ({
  version: market.version,
  negRisk: market.negRisk,
});

function wrongSignature(
  fields: SignedFields,
  account: VenueAccount,
  { place, signature }: { readonly place: TokenPlace; readonly signature: unknown },
): string | null {
  if (typeof signature !== 'string') return PAYLOAD;
  const wallet = account.wallet.toLowerCase();
  const signer = account.signer.toLowerCase();
  if (fields.maker.toLowerCase() !== wallet)
    return 'the order maker address has to be the address of the API KEY';
  if (fields.signer.toLowerCase() !== (fields.signatureType === 3 ? wallet : signer)) {
    return 'the order signer address has to be the address of the API KEY';
  }
  const domain = domainOf(place);
  if (signerOf(fields, domain, signature)?.toLowerCase() === signer) return null;
  const otherVersion = { ...domain, version: domain.version === '2' ? '3' : '2' } as const;
  const other = signerOf(fields, otherVersion, signature);
  return other?.toLowerCase() === signer ? 'order_version_mismatch' : 'invalid signature';
}
