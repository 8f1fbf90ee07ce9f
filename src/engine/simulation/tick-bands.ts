import type { MarketFacts } from '../events.js';
import type { Price } from '../units.js';

/** Whether `price` stands on the grid of the band that it lies in. */
export function isOnTick({ tickBands }: MarketFacts, price: Price): boolean {
  const band = tickBands.find(({ from, to }) => price >= from && price <= to);
  return band === undefined ? false : (price - band.from) % band.tick === 0;
}

/** Whether two sets of rules have one grid. Levels of one grid say nothing about another. */
export function isSameGrid(before: MarketFacts, after: MarketFacts): boolean {
  return (
    before.tickBands.length === after.tickBands.length &&
    before.tickBands.every((band, index) => {
      const other = after.tickBands[index];
      return (
        other !== undefined && band.from === other.from && band.to === other.to && band.tick === other.tick
      );
    })
  );
}
