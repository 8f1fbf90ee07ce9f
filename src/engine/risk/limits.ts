import { formatUsd, type Usd } from '../units.js';
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

const cap = (name: string, limit: Usd | null, exposure: (view: RiskView) => number): RiskControl[] =>
  limit === null
    ? []
    : [
        {
          name,
          check: (_order, view) => {
            const after = exposure(view) + view.atRisk;
            return after <= limit ? null : `${name}: ${formatUsd(after as Usd)} over ${formatUsd(limit)}`;
          },
        },
      ];

function dailyLoss(limit: Usd | null): RiskControl[] {
  if (limit === null) return [];
  const name = 'daily-loss';
  const check = (_order: unknown, view: RiskView): string | null =>
    view.lossToday < limit ? null : `${name}: ${formatUsd(view.lossToday)} lost, limit ${formatUsd(limit)}`;
  return [{ name, check }];
}

function openMarkets(limit: number | null): RiskControl[] {
  if (limit === null) return [];
  const name = 'open-markets';
  const check = (_order: unknown, view: RiskView): string | null =>
    view.openMarkets < limit ? null : `${name}: ${view.openMarkets} open, limit ${limit}`;
  return [{ name, check }];
}

/** The controls that `limits` ask for, in the order in which they are checked. */
export function riskControls(limits: RiskLimits): readonly RiskControl[] {
  return [
    ...cap('per-order', limits.perOrder, () => 0),
    ...cap('per-market', limits.perMarket, (view) => view.marketExposure),
    ...cap('per-game', limits.perGame, (view) => view.gameExposure),
    ...cap('per-sport', limits.perSport, (view) => view.sportExposure),
    ...cap('per-account', limits.perAccount, (view) => view.accountExposure),
    ...dailyLoss(limits.dailyLoss),
    ...openMarkets(limits.openMarkets),
  ];
}
