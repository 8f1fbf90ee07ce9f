import { EventKind } from '../engine/events.js';
import { EVERY_MARKET, type Tape } from '../engine/tape.js';
import type { Micros } from '../engine/units.js';
import type { CoverageGap, CoverageSummary } from '../report/report-input.js';

/** A market with fewer quotes than this tells little. */
const THIN_QUOTES = 50;
/** What tells a price: a quote, a change of a book, a reference price. */
const PRICE_KINDS: ReadonlySet<number> = new Set([
  EventKind.quote,
  EventKind.bookSnapshot,
  EventKind.bookDelta,
  EventKind.pricePoint,
]);

/** What a tape holds of what was asked for: counts, span, gaps, and markets with hardly a quote. */
export function tapeCoverage(tape: Tape, requested: CoverageSummary['requested']): CoverageSummary {
  const { markets } = tape.catalog;
  const quotesOf = new Float64Array(markets.length);
  const gaps: CoverageGap[] = [];
  let quotes = 0;
  for (let row = 0; row < tape.length; row += 1) {
    const subject = tape.subject[row] as number;
    if (PRICE_KINDS.has(tape.kind[row] as number)) {
      quotesOf[subject] = (quotesOf[subject] as number) + 1;
      quotes += 1;
    } else if (tape.kind[row] === EventKind.feedGap) {
      const market = subject === EVERY_MARKET ? null : (markets[subject]?.slug ?? null);
      gaps.push({ from: tape.sizeA[row] as Micros, to: tape.localTime[row] as Micros, market });
    }
  }
  const thinMarkets = markets
    .map((market) => ({ market: market.slug, quotes: quotesOf[market.index] as number }))
    .filter((row) => row.quotes < THIN_QUOTES);
  const present = {
    quotes,
    markets: quotesOf.filter((count) => count > 0).length,
    from: (tape.localTime[0] ?? null) as Micros | null,
    to: (tape.localTime[tape.length - 1] ?? null) as Micros | null,
  };
  return { requested, present, gaps, thinMarkets };
}
