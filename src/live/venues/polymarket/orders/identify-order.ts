import { isOnTick } from '../../../../engine/simulation/tick-bands.js';
import { MICROS_PER_MILLISECOND, MICROS_PER_SECOND, type Micros } from '../../../../engine/units.js';
import type { Identification, IntentDraft, VenueIdentity } from '../../venue-adapter.js';
import type { TokenTable } from '../catalog/token-table.js';
import { LOT, orderAmounts } from '../signing/order-amounts.js';
import { orderHash } from '../signing/order-hash.js';
import { orderSalt } from '../signing/order-salt.js';
import { orderTerms } from '../signing/order-terms.js';
import type { SigningAccount } from '../signing/signing-account.js';

/** The venue takes an order out 60 s before its stated expiry and wants two minutes of life. */
const SHORTEST_LIFE_SECONDS = 180;

interface Setting {
  readonly tokens: TokenTable;
  readonly account: SigningAccount;
  readonly now: Micros;
}

/** The venue's id of an order, from the draft alone, or why the venue would not take it. */
export function identifyOrder(draft: IntentDraft, { tokens, account, now }: Setting): Identification {
  const refusal = refusalOf(draft, tokens, now);
  const market = tokens.token(draft.instrument)?.market;
  if (refusal !== null || market === undefined) {
    return { kind: 'refused', reason: refusal ?? 'the instrument is not listed' };
  }
  const part: Omit<VenueIdentity, 'venueOrderId'> = {
    salt: orderSalt(draft.id),
    signedAtMs: Math.floor(draft.createdAt / MICROS_PER_MILLISECOND),
    domainVersion: market.exchange.domainVersion,
    contract: market.exchange.contract,
  };
  const venueOrderId = orderHash(orderTerms({ ...draft, ...part }, account));
  return { kind: 'identified', identity: { ...part, venueOrderId } };
}

function refusalOf(draft: IntentDraft, tokens: TokenTable, now: Micros): string | null {
  const market = tokens.token(draft.instrument)?.market;
  if (market === undefined) return 'the instrument is not listed';
  const facts = tokens.factsOf(market.index);
  if (facts === null) return 'the rules of the market are not known';
  if (facts.status !== 'open') return `the market is ${facts.status}`;
  const [tick] = facts.tickBands;
  if (
    tick === undefined ||
    draft.limit < tick.from ||
    draft.limit > tick.to ||
    !isOnTick(facts, draft.limit)
  ) {
    return `the price is off the grid of ${tick?.tick ?? '?'} ten-thousandths`;
  }
  if (draft.size % LOT !== 0 || draft.size === 0) return 'the size is no multiple of 0.01 shares';
  if (draft.size < facts.minimumSize)
    return `the size is below the minimum of ${facts.minimumSize / 1e6} shares`;
  const isImpatient = draft.timeInForce === 'fok' || draft.timeInForce === 'fak';
  if (draft.postOnly && isImpatient) return 'an order that must fill at once cannot be post-only';
  const { maker, taker } = orderAmounts(draft);
  if (maker === '0' || taker === '0') return 'it is worth less than a cent';
  return expiryRefusal(draft, now);
}

function expiryRefusal({ timeInForce, expiresAt }: IntentDraft, now: Micros): string | null {
  if (timeInForce !== 'gtd')
    return expiresAt === null ? null : 'only a good-till-date order may state an expiry';
  if (expiresAt === null) return 'a good-till-date order states an expiry';
  const seconds = Math.floor((expiresAt - now) / MICROS_PER_SECOND);
  return seconds < SHORTEST_LIFE_SECONDS
    ? `it would expire in ${seconds} s, ${SHORTEST_LIFE_SECONDS} at the least`
    : null;
}
