import type { Catalog } from '../../engine/catalog.js';
import type { Instruments } from '../../live/venues/venue-adapter.js';
import type { GamesWindow, TokenTable } from './session-document.js';

/** The markets of a session, and what is traded of each. */
export interface LiveMarkets {
  readonly catalog: Catalog;
  readonly tokens: TokenTable;
  readonly instruments: Instruments;
  readonly window: GamesWindow;
}
