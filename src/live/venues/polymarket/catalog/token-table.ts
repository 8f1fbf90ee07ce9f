import { assert } from '../../../../engine/assert.js';
import type { MarketFacts } from '../../../../engine/events.js';
import type { MarketIndex } from '../../../../engine/ids.js';
import type { Price } from '../../../../engine/units.js';
import type { Instruments } from '../../venue-adapter.js';
import type { Exchange } from '../signing/exchanges.js';

/** A market that can be traded: its tokens and where it settles. None of this changes. */
export interface ListedMarket {
  readonly index: MarketIndex;
  readonly slug: string;
  readonly league: string;
  readonly condition: string;
  readonly yes: string;
  readonly no: string;
  readonly version: 'v1' | 'v2';
  readonly exchange: Exchange;
  /** Markets of one group exclude each other: exactly one of them pays. `null` = it stands alone. */
  readonly exclusiveGroup: string | null;
}

/** A token and the side of its market that it pays on. */
export interface ListedToken {
  readonly token: string;
  readonly outcome: 'yes' | 'no';
  readonly market: ListedMarket;
}

/** Markets by token, condition and slug, with the rules in force: shared by feeds and orders. */
export class TokenTable implements Instruments {
  readonly markets: readonly ListedMarket[];
  readonly #byToken = new Map<string, ListedToken>();
  readonly #bySlug = new Map<string, ListedMarket>();
  readonly #byCondition = new Map<string, ListedMarket>();
  readonly #facts: (MarketFacts | undefined)[] = [];

  constructor(listed: readonly { readonly market: ListedMarket; readonly facts: MarketFacts }[]) {
    this.markets = listed.map(({ market }) => market);
    for (const { market, facts } of listed) {
      this.#bySlug.set(market.slug, market);
      this.#byCondition.set(market.condition, market);
      for (const outcome of ['yes', 'no'] as const) {
        assert(!this.#byToken.has(market[outcome]), `token ${market[outcome]} stands in one market`);
        this.#byToken.set(market[outcome], { token: market[outcome], outcome, market });
      }
      this.#facts[market.index] = facts;
    }
  }

  of(slug: string): ListedMarket | null {
    return this.#bySlug.get(slug) ?? null;
  }

  tickOf(token: string): Price | null {
    const market = this.#byToken.get(token)?.market;
    return market === undefined ? null : (this.factsOf(market.index)?.tickBands[0]?.tick ?? null);
  }

  token(token: string): ListedToken | null {
    return this.#byToken.get(token) ?? null;
  }

  byCondition(condition: string): ListedMarket | null {
    return this.#byCondition.get(condition) ?? null;
  }

  /** Rules in force, as far as heard. */
  factsOf(market: MarketIndex): MarketFacts | null {
    return this.#facts[market] ?? null;
  }

  /** Returns whether they differ from those before. */
  setFacts(market: MarketIndex, facts: MarketFacts): boolean {
    const changed = JSON.stringify(this.#facts[market]) !== JSON.stringify(facts);
    this.#facts[market] = facts;
    return changed;
  }
}
