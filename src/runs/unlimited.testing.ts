/** Risk limits switched off: what a strategy does is to be seen, not what a bad day does to it. */
export const UNLIMITED = {
  perOrderUsd: 'none',
  perMarketUsd: 'none',
  perGameUsd: 'none',
  perSportUsd: 'none',
  perAccountUsd: 'none',
  dailyLossUsd: 'none',
  openMarkets: 'none',
} as const;
