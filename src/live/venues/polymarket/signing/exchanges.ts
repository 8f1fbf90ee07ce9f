/** Chain id of Polygon. */
export const POLYGON = 137;

/** Where an order of a market is settled: part of what is signed. */
export interface Exchange {
  /** Version of the EIP-712 domain. */
  readonly domainVersion: '2' | '3';
  /** The contract that verifies the signature. */
  readonly contract: string;
}

const EXCHANGE_V2: Exchange = {
  domainVersion: '2',
  contract: '0xE111180000d2663C0091e4f400237545B87B996B',
};
const NEG_RISK_V2: Exchange = {
  domainVersion: '2',
  contract: '0xe2222d279d744050d28e00520010520000310F59',
};
const EXCHANGE_V3: Exchange = {
  domainVersion: '3',
  contract: '0xe3333700cA9d93003F00f0F71f8515005F6c00Aa',
};

/** Every exchange that touchline signs for: a signer refuses all others. Source: docs.polymarket.com/resources/contracts */
export const EXCHANGES: readonly Exchange[] = [EXCHANGE_V2, NEG_RISK_V2, EXCHANGE_V3];

/**
 * The exchange of a market by its protocol version, as Gamma writes it; `null` = a version that touchline does not
 * know. Source: docs.polymarket.com/migrate/protocol-v2-migration
 */
export function exchangeOf(market: { readonly version: string; readonly negRisk: boolean }): Exchange | null {
  if (market.version === 'v1') return market.negRisk ? NEG_RISK_V2 : EXCHANGE_V2;
  return market.version === 'v2' ? EXCHANGE_V3 : null;
}
