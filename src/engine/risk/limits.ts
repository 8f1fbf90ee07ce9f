import { formatUsd, USD_PER_DOLLAR, type Usd } from '../units.js';
import type { RiskControl, RiskView } from './risk-control.js';

/** Limits in 1e-6 dollars; `null` = no such limit. Exposure is what can be lost, open orders included. */
export interface RiskLimits {
  readonly perOrder: Usd | null;
  readonly perMarket: Usd | null;
  readonly perGame: Usd | null;
  readonly perSport: Usd | null;
  readonly perAccount: Usd | null;
  /** Loss of equity since the start of the trading day at which nothing new is opened. */
  readonly dailyLoss: Usd | null;
  /** Markets that may be held at once. */
  readonly openMarkets: number | null;
}

interface Limit {
  readonly name: string;
  readonly limit: number | null;
  readonly measure: (view: RiskView) => number;
  /** Reaching the limit is refused too. */
  readonly exclusive?: boolean;
  readonly scale: number;
  readonly spell: (value: number) => string;
}

const dollars = (value: number): string => `${formatUsd(value as Usd)} USD`;

function control({ name, limit, measure, exclusive = false, scale, spell }: Limit): RiskControl[] {
  if (limit === null) return [];
  const allows = (value: number): boolean => (exclusive ? value < limit : value <= limit);
  return [
    {
      name,
      limit,
      scale,
      measure,
      check: (_order, view) => {
        const value = measure(view);
        return allows(value) ? null : `${name}: ${spell(value)} against a limit of ${spell(limit)}`;
      },
    },
  ];
}

/** The controls that `limits` ask for, in the order in which they are checked. */
export function riskControls(limits: RiskLimits): readonly RiskControl[] {
  const cap = (name: string, limit: Usd | null, exposure: (view: RiskView) => number): RiskControl[] =>
    control({
      name,
      limit,
      measure: (view) => exposure(view) + view.atRisk,
      scale: USD_PER_DOLLAR,
      spell: dollars,
    });
  return [
    ...cap('per-order', limits.perOrder, () => 0),
    ...cap('per-market', limits.perMarket, (view) => view.marketExposure),
    ...cap('per-game', limits.perGame, (view) => view.gameExposure),
    ...cap('per-sport', limits.perSport, (view) => view.sportExposure),
    ...cap('per-account', limits.perAccount, (view) => view.accountExposure),
    ...control({
      name: 'daily-loss',
      limit: limits.dailyLoss,
      measure: (view) => view.lossToday,
      exclusive: true,
      scale: USD_PER_DOLLAR,
      spell: dollars,
    }),
    ...control({
      name: 'open-markets',
      limit: limits.openMarkets,
      measure: (view) => view.openMarkets,
      exclusive: true,
      scale: 1,
      spell: String,
    }),
  ];
}
