import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Catalog, GameInfo, MarketInfo } from '../../../../engine/catalog.js';
import { VenueBook } from './venue-book.js';

/** Which share of a market a token is. */
export type Outcome = 'yes' | 'no';
export const opposite = (outcome: Outcome): Outcome => (outcome === 'yes' ? 'no' : 'yes');

/** Rules of a market now. They change while it trades. */
export interface VenueRules {
  /** 1e-4 dollars. */
  readonly tick: number;
  /** 1e-6 shares. */
  readonly minimumSize: number;
  /** A marketable order is worth at least this, 1e-6 dollars. */
  readonly minimumNotional: number;
  /** Taker fee = rate x shares x p x (1 - p), rate in 1e-4. */
  readonly takerRate: number;
  readonly takerDelayMs: number;
  /** Scheduled start, milliseconds; `null` = not known. */
  readonly startMs: number | null;
  readonly clearAtStart: boolean;
  readonly open: boolean;
}

/** What holds until a recording says otherwise: the rates of sports markets since 2026-07-10. */
export const DEFAULT_RULES: VenueRules = {
  tick: 100,
  minimumSize: 5_000_000,
  minimumNotional: 1_000_000,
  takerRate: 500,
  takerDelayMs: 0,
  startMs: null,
  clearAtStart: true,
  open: true,
};

/** One market of the venue with its book. */
export class VenueMarket {
  readonly info: MarketInfo;
  readonly game: GameInfo;
  /** Gamma's number of the market, as text. */
  readonly id: string;
  readonly conditionId: string;
  readonly tokens: Readonly<Record<Outcome, string>>;
  readonly names: Readonly<Record<Outcome, string>>;
  readonly negRisk: boolean;
  readonly book = new VenueBook();
  rules: VenueRules = DEFAULT_RULES;
  /** Domain version that orders must be signed for: `2`, or `3` of Gamma's market version `v2`. */
  version: '2' | '3' = '2';
  /** Of a YES share, 1e-4 dollars; `null` before the first trade. */
  lastTrade: number | null = null;
  /** What a YES share pays, 1e-6 dollars; `null` before the outcome. */
  payout: number | null = null;

  constructor(info: MarketInfo, game: GameInfo) {
    this.info = info;
    this.game = game;
    this.id = String(500_000 + info.index);
    this.conditionId = `0x${hash('condition', info.slug)}`;
    this.tokens = { yes: tokenOf(info.slug, 'yes'), no: tokenOf(info.slug, 'no') };
    this.negRisk = info.yesMeans === 'draw' || /-(home|away|draw)$/.test(info.slug);
    this.names = outcomeNames(info, game, this.negRisk);
  }
}

/** Every market of a catalog, in its order. */
export const marketsOf = ({ markets, games }: Pick<Catalog, 'markets' | 'games'>): readonly VenueMarket[] =>
  markets.map((info) => new VenueMarket(info, games[info.game] as GameInfo));

const hash = (kind: string, text: string): string => bytesToHex(sha256(utf8ToBytes(`fake ${kind} ${text}`)));

/** A number of up to 78 digits, as the venue's tokens are. */
const tokenOf = (slug: string, outcome: Outcome): string => BigInt(`0x${hash(outcome, slug)}`).toString();

/** Codes of the two teams of `league-away-home-date` or whatever else stands between league and date. */
export function teamsOf(game: GameInfo): readonly [string, string] {
  const parts = game.id.split('-').slice(1);
  const names = parts.filter((part) => !/^\d+$/.test(part)).map((part) => part.toUpperCase());
  return [names[0] ?? 'FIRST', names[1] ?? 'SECOND'];
}

/** Three-way markets ask Yes or No; two-way ones are named by their teams. */
function outcomeNames(info: MarketInfo, game: GameInfo, threeWay: boolean): Record<Outcome, string> {
  if (threeWay || info.yesMeans === null) return { yes: 'Yes', no: 'No' };
  const [home, away] = teamsOf(game);
  return info.yesMeans === 'home' ? { yes: home, no: away } : { yes: away, no: home };
}
