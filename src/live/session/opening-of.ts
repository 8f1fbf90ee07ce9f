import type { Catalog } from '../../engine/catalog.js';
import { TouchlineError } from '../../engine/errors.js';
import type { HeldPosition } from '../../engine/held-position.js';
import type { OpeningInput } from '../../engine/session/session-input.js';
import type { Micros, Usd } from '../../engine/units.js';
import type { Holding } from '../store/live-store.js';

/** What an opening is made of. */
export interface OpeningParts {
  readonly at: Micros;
  readonly cash: Usd;
  readonly holdings: readonly Holding[];
  readonly catalog: Catalog;
}

/**
 * A new session begins with what the ledger has. Holdings in markets that it does not trade stay out of it.
 *
 * @returns the opening, and the markets that stay out.
 * @throws LIVE_POSITION where both sides of one market are held: the kernel knows one signed position a market.
 */
export function openingOf(parts: OpeningParts): {
  readonly opening: OpeningInput;
  readonly outside: readonly string[];
} {
  const positions: HeldPosition[] = [];
  const outside: string[] = [];
  for (const { market, outcome, size, cost } of parts.holdings) {
    if (size === 0) continue;
    const index = parts.catalog.markets.find(({ slug }) => slug === market)?.index;
    if (index === undefined) {
      outside.push(market);
      continue;
    }
    if (positions.some((position) => position.market === index)) throw bothSides(market);
    positions.push({ market: index, size: outcome === 'yes' ? size : -size, cost, openedAt: parts.at });
  }
  const { at, cash } = parts;
  return { opening: { kind: 'opening', at, cash, positions, day: null }, outside };
}

const bothSides = (market: string): TouchlineError =>
  new TouchlineError('LIVE_POSITION', `the account holds YES and NO of ${market}`, {
    where: { market },
    hint: 'merge them or sell one side at the venue, then reconcile',
  });
