import type { TapeEvent } from '../../../engine/events.js';
import { Broadcast } from './broadcast.js';
import { Exchange } from './exchange/exchange.js';
import { USUAL_SETTLEMENT } from './exchange/settlement.js';
import { VenueAccount } from './exchange/venue-account.js';
import { marketsOf, type VenueMarket } from './exchange/venue-market.js';
import { venueSources } from './sources.js';
import type { AccountOpening, FakeVenueCounts, FakeVenueMode, FakeVenueOptions } from './venue-options.js';
import {
  type ClientEnd,
  type MarketSubscriber,
  parseObject,
  subscribeTokens,
  subscribeUser,
  type UserSubscriber,
  type VenueEnd,
} from './wire/channels.js';
import { credentialsFor, uuidFrom } from './wire/credentials.js';
import { Heartbeats } from './wire/heartbeats.js';
import { bookMessage } from './wire/market-messages.js';
import type { TokenPlace } from './wire/read-order.js';
import { answerRequest } from './wire/routes.js';
import type { VenueRequest, VenueResponse } from './wire/venue-http.js';

const DEFAULT_UNKNOWN_SIZE = 100_000_000;
const DEFAULT_PAGE_SIZE = 100;
/** The sports channel pings so often, milliseconds, and waits so long for an answer. */
const SPORTS_PING_MS = 5_000;
const SPORTS_PONG_MS = 10_000;

/**
 * The venue: requests and connections in, text out. Deterministic: time, timers and seed are given in. It keeps a
 * ledger of its own (`exchange.ledger`) that whoever trades here can be checked against.
 */
export class FakeVenue {
  readonly markets: readonly VenueMarket[];
  readonly tokens: ReadonlyMap<string, TokenPlace>;
  readonly exchange: Exchange;
  readonly broadcast: Broadcast;
  readonly heartbeats: Heartbeats;
  readonly options: FakeVenueOptions;
  readonly pageSize: number;
  /** Accounts by API key. */
  readonly keys = new Map<string, VenueAccount>();
  mode: FakeVenueMode = 'normal';
  /** What GET /version says. */
  version = 2;
  geoblocked = false;
  readonly #marketOfGame: ReadonlyMap<number, VenueMarket>;
  #requests = 0;
  #connections = 0;

  constructor(options: FakeVenueOptions) {
    const { clock, timers, seed, catalog } = options;
    const sources = venueSources(seed);
    this.options = options;
    this.pageSize = options.pageSize ?? DEFAULT_PAGE_SIZE;
    this.markets = marketsOf(catalog);
    this.#marketOfGame = new Map(this.markets.map((market) => [market.info.game, market]));
    this.tokens = new Map(
      this.markets.flatMap((market) =>
        (['yes', 'no'] as const).map((outcome) => [market.tokens[outcome], { market, outcome }] as const),
      ),
    );
    this.broadcast = new Broadcast(() => this.nowMs(), sources.hash);
    this.exchange = new Exchange({
      markets: this.markets,
      clock,
      timers,
      sources,
      settlement: options.settlement ?? USUAL_SETTLEMENT,
      redeemAfterMs: options.redeemAfterMs ?? (() => 0),
      listener: this.broadcast,
      unknownSize: options.unknownSize ?? DEFAULT_UNKNOWN_SIZE,
    });
    this.heartbeats = new Heartbeats(
      timers,
      () => uuidFrom(sources.hash().slice(2)),
      (account) => this.cancelAll(account),
    );
  }

  nowMs(): number {
    return Math.floor(this.options.clock.now() / 1_000);
  }

  counts(): FakeVenueCounts {
    return {
      requests: this.#requests,
      messages: this.broadcast.messages,
      orders: this.exchange.orders.size,
      trades: this.exchange.settlement.trades.length,
      connections: this.#connections,
    };
  }

  /** Opens an account; API credentials follow from the key. */
  openAccount({ signer, wallet = signer, cash }: AccountOpening): VenueAccount {
    const account = new VenueAccount({ signer, wallet, cash, credentials: credentialsFor(signer) });
    this.exchange.addAccount(account);
    this.keys.set(account.credentials.apiKey, account);
    return account;
  }

  accountOf(signer: string): VenueAccount | undefined {
    return this.keys.get(credentialsFor(signer).apiKey);
  }

  /** Cancels every open order of an account that can be cancelled. Gives their ids. */
  cancelAll(account: VenueAccount): readonly string[] {
    return [...account.open].filter((order) => this.exchange.cancel(order)).map(({ id }) => id);
  }

  /** Takes the next event of the recording. */
  apply(event: TapeEvent): void {
    if (event.kind !== 'gameState') {
      this.exchange.apply(event);
      return;
    }
    const market = this.#marketOfGame.get(event.game);
    if (market !== undefined) this.broadcast.gameState(market, event.state);
  }

  /** Answers one request. Never throws for what a client sends. */
  handle(request: VenueRequest): VenueResponse {
    this.#requests += 1;
    return answerRequest(this, request);
  }

  /** Takes a connection; `null` = there is no channel at that path. */
  connect(path: string, client: ClientEnd): VenueEnd | null {
    const end =
      path === '/ws/market'
        ? this.#marketEnd(client)
        : path === '/ws/user'
          ? this.#userEnd(client)
          : path === '/sports/ws'
            ? this.#sportsEnd(client)
            : null;
    if (end === null) return null;
    this.#connections += 1;
    return {
      received: end.received,
      closed: () => {
        this.#connections -= 1;
        end.closed();
      },
    };
  }

  #marketEnd(client: ClientEnd): VenueEnd {
    const subscriber: MarketSubscriber = { client, tokens: new Set(), custom: false };
    const { marketClients } = this.broadcast;
    marketClients.add(subscriber);
    const received = (text: string): void => {
      const message = text === 'PING' ? null : parseObject(text);
      if (message === null) {
        this.broadcast.send(client, text === 'PING' ? 'PONG' : 'INVALID OPERATION');
        return;
      }
      const books = subscribeTokens(subscriber, message).flatMap((token) => {
        const place = this.tokens.get(token);
        return place === undefined ? [] : [bookMessage(place.market, place.outcome, this.nowMs())];
      });
      if (books.length > 0) this.broadcast.send(client, JSON.stringify(books));
    };
    return { received, closed: () => void marketClients.delete(subscriber) };
  }

  #userEnd(client: ClientEnd): VenueEnd {
    const subscriber: UserSubscriber = { client, account: null, markets: null };
    const { userClients } = this.broadcast;
    userClients.add(subscriber);
    const received = (text: string): void => {
      const message = text === 'PING' ? null : parseObject(text);
      if (text === 'PING') this.broadcast.send(client, 'PONG');
      else if (message === null || !subscribeUser(subscriber, message, this.keys)) {
        client.close(1008, 'invalid authentication');
      }
    };
    return { received, closed: () => void userClients.delete(subscriber) };
  }

  #sportsEnd(client: ClientEnd): VenueEnd {
    const { sportsClients } = this.broadcast;
    const { timers } = this.options;
    sportsClients.add(client);
    let answeredMs = this.nowMs();
    const ping = (): void => {
      if (!sportsClients.has(client)) return;
      if (this.nowMs() - answeredMs > SPORTS_PING_MS + SPORTS_PONG_MS) {
        client.close(1001, 'no pong');
        return;
      }
      this.broadcast.send(client, 'ping');
      timer = timers.after(SPORTS_PING_MS, ping);
    };
    let timer = timers.after(SPORTS_PING_MS, ping);
    return {
      received: (text) => {
        if (text === 'pong') answeredMs = this.nowMs();
      },
      closed: () => {
        sportsClients.delete(client);
        timers.cancel(timer);
      },
    };
  }
}
