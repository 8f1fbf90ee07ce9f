/** Addresses of the venue, without a slash at the end. */
export interface Hosts {
  readonly clob: string;
  readonly gamma: string;
  readonly geoblock: string;
  readonly marketSocket: string;
  readonly userSocket: string;
  readonly sportsSocket: string;
}

/** Source: clob-client-v2 1.1.0 and docs.polymarket.com */
export const HOSTS: Hosts = {
  clob: 'https://clob.polymarket.com',
  gamma: 'https://gamma-api.polymarket.com',
  geoblock: 'https://polymarket.com/api/geoblock',
  marketSocket: 'wss://ws-subscriptions-clob.polymarket.com/ws/market',
  userSocket: 'wss://ws-subscriptions-clob.polymarket.com/ws/user',
  sportsSocket: 'wss://sports-api.polymarket.com/ws',
};
