import { assert, assertNever } from '../../engine/assert.js';
import type { MarketFacts } from '../../engine/events.js';
import type { SizingStep } from '../../engine/gate-sheet.js';
import { DEFAULT_LOT } from '../../engine/simulation/lot.js';
import {
  floorToLot,
  type Micros,
  notional,
  PRICE_ONE,
  type Price,
  prob,
  type Shares,
  sharesFor,
  USD_PER_DOLLAR,
  type Usd,
  usd,
  ZERO_SHARES,
  ZERO_USD,
} from '../../engine/units.js';
import { calibratedBelief, type NoCalibration } from '../calibration/calibrated-belief.js';
import { beliefStake } from './belief-stake.js';
import type { GameHolding } from './game-kelly.js';
import { kellyFraction, shrinkToPrice } from './kelly.js';
import { partOf } from './part-of.js';
import { seedKellyStake, seedProbability } from './seed-kelly.js';
import type { SizingParameters } from './sizing-parameters.js';
import { streakMultiplier } from './streak-multiplier.js';

/** What a stake is sized from. Prices are those of the **side that is bought**: NO prices for a NO entry. */
export interface StakeInput {
  readonly side: 'yes' | 'no';
  /** The strategy's own probability that the side pays; `null` = it has none. */
  readonly probability: number | null;
  /** When the game begins; `null` = not known. */
  readonly gameStart: Micros | null;
  /** The most that is paid a share. */
  readonly price: Price;
  /** Fee a share at that price, in 1e-4 dollars, 0 or more. */
  readonly feePerShare: number;
  /** Mid in 1e-4 dollars: the market's belief, on which Kelly anchors its own. */
  readonly mid: number | null;
  /** 0..1; `null` and NaN = there is no score. */
  readonly confidence: number | null;
  /** Cash and positions. */
  readonly bankroll: Usd;
  readonly cash: Usd;
  /** What open positions and orders in the same game have cost. */
  readonly atStakeInGame: Usd;
  /** What is held in the game, for a mode that counts it in; `null` = nothing is, or it is not asked for. */
  readonly game: GameHolding | null;
  /** Losses in a row until now. */
  readonly losingStreak: number;
  /** Shares that can be bought at `price`; `null` = not recorded, no limit. */
  readonly available: Shares | null;
  /** The market's rules; `null` = not heard: the venues' usual lot and no minimum. */
  readonly facts: Pick<MarketFacts, 'lot' | 'minimumSize' | 'minimumNotional'> | null;
}

/** Why nothing is staked: what there was not, or the step that left nothing. */
export type StakeRefusal =
  | NoCalibration
  | 'no-edge'
  | 'no-bankroll'
  | 'loss-streak'
  | 'game-share'
  | 'cash'
  | 'depth'
  | 'lot'
  | 'minimum';

/** How much to buy, and how it came to that. */
export interface Stake {
  /** What the shares cost with the fee, rounded up to a micro-dollar. */
  readonly usd: Usd;
  readonly shares: Shares;
  /** Every step that was taken, in order, with the dollars that were left after it. */
  readonly steps: readonly SizingStep[];
  /** `null` = something is staked. */
  readonly reason: StakeRefusal | null;
}

/**
 * Sizes one entry: a stake by the mode, then steps that only make it smaller, then whole lots rounded down.
 * Zero stays zero: what any step leaves at nothing, and what falls below the venue's minimum, is not raised.
 *
 * @throws ASSERT_INVARIANT for a price of 0 or 1 dollar and for a fee that is negative or not known.
 */
export function sizeStake(parameters: SizingParameters, input: StakeInput): Stake {
  assert(input.price > 0 && input.price < PRICE_ONE, `a stake is bought between 0 and 1, was ${input.price}`);
  assert(input.feePerShare >= 0 && Number.isFinite(input.feePerShare), 'a fee is known and 0 or more');
  const steps: SizingStep[] = [];
  const wanted = wantedStake(parameters.stake, input, steps);
  if (typeof wanted === 'string') return refuse(steps, wanted);
  record(steps, parameters.stake.mode, wanted);
  const budget = limitStake(parameters, input, { wanted, steps });
  return typeof budget === 'string' ? refuse(steps, budget) : buyLots(input, budget, steps);
}

function record(steps: SizingStep[], step: string, amount: Usd): void {
  steps.push({ step, usd: amount / USD_PER_DOLLAR });
}

const refuse = (steps: readonly SizingStep[], reason: StakeRefusal): Stake => ({
  usd: ZERO_USD,
  shares: ZERO_SHARES,
  steps,
  reason,
});

function wantedStake(
  stake: SizingParameters['stake'],
  input: StakeInput,
  steps: SizingStep[],
): Usd | StakeRefusal {
  const { bankroll } = input;
  if (bankroll <= 0) return 'no-bankroll';
  switch (stake.mode) {
    case 'fixed':
      return usd(Math.round(stake.usd * USD_PER_DOLLAR));
    case 'fraction':
      return partOf(bankroll, stake.bankrollShare);
    case 'seed-kelly': {
      const belief = stakeBelief(stake, input);
      if (typeof belief === 'string') return belief;
      const amount = seedKellyStake(prob(belief), input.price, { bankroll, ...stake });
      return amount > 0 ? amount : 'no-edge';
    }
    case 'kelly':
    case 'calibrated': {
      const belief = stakeBelief(stake, input);
      if (typeof belief === 'string') return belief;
      const allIn = (input.price + input.feePerShare) / PRICE_ONE;
      const fraction = kellyFraction(shrinkToPrice(prob(belief), allIn, stake.kellyFraction), allIn);
      return fraction > 0 ? partOf(bankroll, fraction) : 'no-edge';
    }
    case 'belief-kelly':
    case 'game-kelly':
    case 'estimated-kelly':
    case 'drawdown-kelly': {
      const belief = stakeBelief(stake, input);
      if (typeof belief === 'string') return belief;
      const { full, wanted } = beliefStake(stake, prob(belief), input);
      // Growth is promised of the bankroll: without it nobody could hold the belief to its promise.
      record(steps, 'bankroll', bankroll);
      record(steps, 'full-kelly', full);
      return wanted > 0 ? wanted : 'no-edge';
    }
    default:
      return assertNever(stake);
  }
}

/** What a stake is asked about the side it would buy. */
export type BeliefInput = Pick<StakeInput, 'side' | 'probability' | 'confidence' | 'mid' | 'gameStart'>;

const known = (value: number | null): number | null => (value === null || Number.isNaN(value) ? null : value);

/** The probability of the side by which a mode sizes, before Kelly's shrinking; a mode without one has the strategy's own. */
export function stakeBelief(stake: SizingParameters['stake'], input: BeliefInput): number | NoCalibration {
  const confidence = known(input.confidence);
  switch (stake.mode) {
    case 'fixed':
    case 'fraction':
    case 'belief-kelly':
    case 'game-kelly':
    case 'estimated-kelly':
    case 'drawdown-kelly':
      return input.probability ?? 'no-probability';
    case 'seed-kelly':
      return confidence === null ? 'no-confidence' : seedProbability(confidence);
    case 'kelly':
      return input.mid === null ? 'no-mid' : Math.min(1, input.mid / PRICE_ONE + stake.assumedEdge);
    case 'calibrated': {
      const mid = input.mid === null ? null : input.mid / PRICE_ONE;
      return calibratedBelief(stake.calibration, { ...input, confidence, mid });
    }
    default:
      return assertNever(stake);
  }
}

/** The limits in their order. Each leaves the stake as it is or makes it smaller. */
function limitStake(
  parameters: SizingParameters,
  input: StakeInput,
  { wanted, steps }: { readonly wanted: Usd; readonly steps: SizingStep[] },
): Usd | StakeRefusal {
  const { bankroll, cash, atStakeInGame, losingStreak } = input;
  const { lossStreakReduction, lossStreakFloor, bankrollShareMax, gameShareMax, usdMax } = parameters;
  const streak = partOf(wanted, streakMultiplier(losingStreak, lossStreakReduction, lossStreakFloor));
  record(steps, 'loss-streak', streak);
  if (streak <= 0) return 'loss-streak';
  const share = Math.min(streak, partOf(bankroll, bankrollShareMax)) as Usd;
  record(steps, 'bankroll-share', share);
  const capped = usdMax === 'off' ? share : (Math.min(share, Math.round(usdMax * USD_PER_DOLLAR)) as Usd);
  record(steps, 'usd-max', capped);
  const leftInGame = partOf(bankroll, gameShareMax) - atStakeInGame;
  const inGame = Math.max(0, Math.min(capped, leftInGame)) as Usd;
  record(steps, 'game-share', inGame);
  if (inGame <= 0) return 'game-share';
  const payable = Math.max(0, Math.min(inGame, cash)) as Usd;
  record(steps, 'cash', payable);
  return payable > 0 ? payable : 'cash';
}

function buyLots(input: StakeInput, budget: Usd, steps: SizingStep[]): Stake {
  const affordable = affordableShares(input, budget);
  record(steps, 'lot', allInCost(input, affordable));
  if (affordable === 0) return refuse(steps, 'lot');
  const available = floorToLot(input.available ?? affordable, lotOf(input));
  const shares = Math.min(affordable, available) as Shares;
  const cost = allInCost(input, shares);
  record(steps, 'depth', cost);
  if (shares === 0) return refuse(steps, 'depth');
  const isEnough = meetsMinimum(input, shares);
  record(steps, 'minimum', isEnough ? cost : ZERO_USD);
  return isEnough ? { usd: cost, shares, steps, reason: null } : refuse(steps, 'minimum');
}

const lotOf = ({ facts }: StakeInput): Shares => facts?.lot ?? DEFAULT_LOT;

const meetsMinimum = ({ facts, price }: StakeInput, size: Shares): boolean =>
  facts === null || (size >= facts.minimumSize && notional(price, size, 'floor') >= facts.minimumNotional);

/** Price and fee of `size`, each rounded up to a micro-dollar. */
function allInCost({ price, feePerShare }: StakeInput, size: Shares): Usd {
  return (notional(price, size, 'ceil') + Math.ceil((feePerShare * size) / PRICE_ONE)) as Usd;
}

/** The most whole lots whose all-in cost is within `budget`. */
function affordableShares(input: StakeInput, budget: Usd): Shares {
  const { price, feePerShare } = input;
  const at = (money: number): Shares => {
    const size = feePerShare === 0 ? sharesFor(money as Usd, price) : exactShares(input, money);
    return floorToLot(size, lotOf(input));
  };
  const size = at(budget);
  // Two roundings up can cost two micro-dollars more than the exact product.
  return allInCost(input, size) <= budget ? size : at(Math.max(0, budget - 2));
}

const exactShares = ({ price, feePerShare }: StakeInput, money: number): Shares =>
  Math.floor((money * PRICE_ONE) / (price + feePerShare)) as Shares;
