import type { GameState } from '../../../engine/events.js';
import type { ExchangeListener, Print } from './exchange/exchange-listener.js';
import type { VenueAccount } from './exchange/venue-account.js';
import type { VenueMarket, VenueRules } from './exchange/venue-market.js';
import type { VenueOrder } from './exchange/venue-order.js';
import { accountsOf, type VenueTrade } from './exchange/venue-trade.js';
import type { ClientEnd, MarketSubscriber, UserSubscriber } from './wire/channels.js';
import {
  bookMessage,
  lastTradeMessage,
  priceChangeMessage,
  resolvedMessage,
  tickSizeMessages,
} from './wire/market-messages.js';
import { sportsMessage } from './wire/sports-message.js';
import { orderMessage, tradeMessage } from './wire/user-messages.js';

/** Turns what happens at the exchange into messages for whoever has subscribed. */
export class Broadcast implements ExchangeListener {
  readonly marketClients = new Set<MarketSubscriber>();
  readonly userClients = new Set<UserSubscriber>();
  readonly sportsClients = new Set<ClientEnd>();
  readonly #nowMs: () => number;
  readonly #hash: () => string;
  /** Last state of each game, for Gamma and for whoever connects. */
  readonly gameStates = new Map<string, GameState>();
  readonly resolvedMs = new Map<VenueMarket, number>();
  messages = 0;

  constructor(nowMs: () => number, hash: () => string) {
    this.#nowMs = nowMs;
    this.#hash = hash;
  }

  order(order: VenueOrder, what: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION'): void {
    const { account, market } = order.request;
    this.#toUser(account, market, () => orderMessage(order, what, this.#nowMs()));
  }

  trade(trade: VenueTrade): void {
    for (const account of accountsOf(trade)) {
      this.#toUser(account, trade.market, () => tradeMessage(trade, account, this.#nowMs()));
    }
  }

  printed(print: Print): void {
    this.#toMarket(print.market, () => [lastTradeMessage(print, this.#nowMs())]);
  }

  bookChanged(market: VenueMarket, whole: boolean): void {
    const changes = market.book.takeChanges();
    if (whole) {
      this.#toMarket(market, () =>
        (['yes', 'no'] as const).map((outcome) => bookMessage(market, outcome, this.#nowMs())),
      );
    } else if (changes.length > 0) {
      const stamp = { nowMs: this.#nowMs(), hash: this.#hash().slice(2, 42) };
      this.#toMarket(market, () => [priceChangeMessage(market, changes, stamp)]);
    }
  }

  rulesChanged(market: VenueMarket, before: VenueRules): void {
    if (market.rules.tick === before.tick) return;
    this.#toMarket(market, () => tickSizeMessages(market, before, this.#nowMs()));
  }

  resolved(market: VenueMarket): void {
    this.resolvedMs.set(market, this.#nowMs());
    this.#toMarket(market, () => [resolvedMessage(market, this.#nowMs())], true);
  }

  gameState(market: VenueMarket, state: GameState): void {
    this.gameStates.set(market.game.id, state);
    if (this.sportsClients.size === 0) return;
    const text = JSON.stringify(sportsMessage(market, state));
    for (const client of this.sportsClients) this.send(client, text);
  }

  send(client: ClientEnd, text: string): void {
    this.messages += 1;
    client.send(text);
  }

  #toUser(account: VenueAccount, market: VenueMarket, message: () => unknown): void {
    let text: string | null = null;
    for (const { client, account: whose, markets } of this.userClients) {
      if (whose !== account || (markets !== null && !markets.has(market.conditionId))) continue;
      text ??= JSON.stringify(message());
      this.send(client, text);
    }
  }

  #toMarket(market: VenueMarket, messages: () => readonly unknown[], customOnly = false): void {
    let texts: readonly string[] | null = null;
    for (const { client, tokens, custom } of this.marketClients) {
      if (customOnly && !custom) continue;
      if (!tokens.has(market.tokens.yes) && !tokens.has(market.tokens.no)) continue;
      texts ??= messages().map((message) => JSON.stringify(message));
      for (const text of texts) this.send(client, text);
    }
  }
}
