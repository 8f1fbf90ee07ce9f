import type { VenueAccount } from '../exchange/venue-account.js';

/** The client's end of a connection, as the venue sees it. */
export interface ClientEnd {
  send(text: string): void;
  close(code: number, reason: string): void;
}

/** The venue's end of a connection, for whoever carries the messages. */
export interface VenueEnd {
  received(text: string): void;
  closed(): void;
}

/** A client of the market channel. */
export interface MarketSubscriber {
  readonly client: ClientEnd;
  readonly tokens: Set<string>;
  custom: boolean;
}

/** A client of the user channel. */
export interface UserSubscriber {
  readonly client: ClientEnd;
  account: VenueAccount | null;
  /** Condition ids; `null` = all. */
  markets: Set<string> | null;
}

type Message = Readonly<Record<string, unknown>>;

/** A JSON object, or `null` for anything else. */
export function parseObject(text: string): Message | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Message) : null;
  } catch {
    // Whoever sends no JSON gets no answer, as at the venue.
    return null;
  }
}

/** The strings of a list; whatever else is in it is left out. */
export const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** Takes a subscription to tokens. Gives the tokens that are new. */
export function subscribeTokens(subscriber: MarketSubscriber, message: Message): readonly string[] {
  const wanted = strings(message['assets_ids']);
  if (message['custom_feature_enabled'] === true) subscriber.custom = true;
  if (message['operation'] === 'unsubscribe') {
    for (const token of wanted) subscriber.tokens.delete(token);
    return [];
  }
  const fresh = wanted.filter((token) => !subscriber.tokens.has(token));
  for (const token of fresh) subscriber.tokens.add(token);
  return message['initial_dump'] === false ? [] : fresh;
}

/** Takes a subscription to the own orders and trades. False = the credentials are wrong. */
export function subscribeUser(
  subscriber: UserSubscriber,
  message: Message,
  accounts: ReadonlyMap<string, VenueAccount>,
): boolean {
  const markets = strings(message['markets']);
  if (subscriber.account !== null) {
    const known = subscriber.markets ?? new Set<string>();
    for (const market of markets) {
      if (message['operation'] === 'unsubscribe') known.delete(market);
      else known.add(market);
    }
    if (markets.length > 0) subscriber.markets = known;
    return true;
  }
  const auth = message['auth'];
  const given = typeof auth === 'object' && auth !== null ? (auth as Message) : {};
  const account = typeof given['apiKey'] === 'string' ? accounts.get(given['apiKey']) : undefined;
  const { secret, passphrase } = account?.credentials ?? {};
  if (account === undefined || given['secret'] !== secret || given['passphrase'] !== passphrase) return false;
  subscriber.account = account;
  subscriber.markets = markets.length === 0 ? null : new Set(markets);
  return true;
}
