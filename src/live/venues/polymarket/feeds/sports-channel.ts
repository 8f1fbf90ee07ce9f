import { TouchlineError } from '../../../../engine/errors.js';
import type { TapeEvent } from '../../../../engine/events.js';
import type { GameIndex } from '../../../../engine/ids.js';
import type { FeedGame, FeedReading, ScoreOrder } from '../../../../strategies/sport/feeds/feed-reading.js';
import { type Followed, followGame } from '../../../../strategies/sport/feeds/follow-game.js';
import { PolymarketSportsFeed } from '../../../../strategies/sport/feeds/polymarket-sports.js';
import type { Ports } from '../../../ports/ports.js';
import type { FeedNews } from '../../venue-adapter.js';
import { parseJson } from '../wire/fields.js';
import { Connection } from './connection.js';
import type { EventStamper } from './event-stamper.js';

export interface SportsOptions {
  readonly url: string;
  /** Games by every id that the channel may use. */
  readonly games: ReadonlyMap<string, GameIndex>;
  /** Which team a score names first, by league; a league that is not in it has only level scores. */
  readonly scoreOrders: ReadonlyMap<string, ScoreOrder>;
  readonly stamper: EventStamper;
  news(news: FeedNews): void;
}

/** States of games as the venue tells them: broadcast of all games, stamped on receipt because they carry no time. */
export class SportsChannel {
  readonly #ports: Ports;
  readonly #options: SportsOptions;
  readonly #connection: Connection;
  readonly #feed = new PolymarketSportsFeed();
  readonly #followed = new Map<GameIndex, Followed>();

  constructor(ports: Ports, options: SportsOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#connection = new Connection(ports, {
      url: options.url,
      keepAlive: { kind: 'answer', staleMs: 30_000 },
      hello: () => [],
      message: (text) => this.#hear(text),
      up: (isUp, reason) => {
        if (!isUp) options.news({ kind: 'unrecognised', detail: `the sports channel is down: ${reason}` });
      },
    });
  }

  start(): void {
    this.#connection.start();
  }

  stop(): void {
    this.#connection.stop();
  }

  /** Every game as it was told last. */
  states(): readonly TapeEvent[] {
    const now = this.#ports.clock.now();
    return [...this.#followed].map(([game, { state }]) => ({
      ...{ kind: 'gameState', game, state },
      ...this.#options.stamper.stamp(now, now),
    }));
  }

  #hear(text: string): void {
    for (const reading of this.#read(text)) {
      if (reading.kind === 'fault') {
        const detail = `sports message: ${reading.field} is ${reading.value}, wanted ${reading.wanted}`;
        this.#options.news({ kind: 'unrecognised', detail });
      } else this.#follow(reading);
    }
  }

  #read(text: string): readonly FeedReading[] {
    const { scoreOrders } = this.#options;
    const hintsOf = ({ league }: FeedGame) => ({ scoreOrder: scoreOrders.get(league ?? '') ?? null });
    try {
      return this.#feed.read(parseJson(text), hintsOf);
    } catch (cause) {
      if (!(cause instanceof TouchlineError)) throw cause;
      return [{ kind: 'fault', field: 'message', value: text.slice(0, 80), wanted: 'JSON' }];
    }
  }

  #follow(reading: Extract<FeedReading, { kind: 'state' }>): void {
    const { games, stamper, news } = this.#options;
    const id = reading.game.ids.find((each) => games.has(each));
    const game = id === undefined ? undefined : games.get(id);
    // Every game of the venue is broadcast; most are not ours.
    if (game === undefined) return;
    const step = followGame(this.#followed.get(game) ?? null, reading);
    this.#followed.set(game, step.after);
    for (const { field, value } of reading.unknown) {
      news({ kind: 'unrecognised', detail: `sports message: ${field} says ${value.slice(0, 60)}` });
    }
    if (step.kind !== 'new') return;
    const now = this.#ports.clock.now();
    const event: TapeEvent = { kind: 'gameState', game, state: reading.state, ...stamper.stamp(now, now) };
    news({ kind: 'events', events: [event] });
  }
}
