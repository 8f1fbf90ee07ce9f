import { EventKind } from '../engine/events.js';
import { EVERY_MARKET, type Tape } from '../engine/tape.js';
import { asSource, type TapeSource } from '../engine/tape-parts.js';
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

/** What there is of what was asked for: counts, span, gaps, and markets with hardly a quote. */
export function tapeCoverage(
  data: Tape | TapeSource,
  requested: CoverageSummary['requested'],
): CoverageSummary {
  const source = asSource(data);
  const { markets } = source.catalog;
  const quotesOf = new Float64Array(markets.length);
  for (const tape of source.parts()) countQuotes(tape, quotesOf);
  const thinMarkets = markets
    .map((market) => ({ market: market.slug, quotes: quotesOf[market.index] as number }))
    .filter((row) => row.quotes < THIN_QUOTES);
  const present = {
    quotes: quotesOf.reduce((sum, count) => sum + count, 0),
    markets: quotesOf.filter((count) => count > 0).length,
    from: source.from,
    to: source.to,
  };
  return { requested, present, gaps: gapsOf(source), thinMarkets };
}

function countQuotes({ length, kind, subject }: Tape, quotesOf: Float64Array): void {
  for (let row = 0; row < length; row += 1) {
    if (!PRICE_KINDS.has(kind[row] as number)) continue;
    const market = subject[row] as number;
    quotesOf[market] = (quotesOf[market] as number) + 1;
  }
}

const gapsOf = ({ catalog, gaps }: TapeSource): readonly CoverageGap[] =>
  Array.from({ length: gaps.length }, (_, row) => {
    const subject = gaps.subject[row] as number;
    const market = subject === EVERY_MARKET ? null : (catalog.markets[subject]?.slug ?? null);
    return { from: gaps.sizeA[row] as Micros, to: gaps.localTime[row] as Micros, market };
  });
