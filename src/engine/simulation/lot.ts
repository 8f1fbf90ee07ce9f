import type { Shares } from '../units.js';

/**
 * 0.01 share: the lot of both venues and the finest that the accounts take, since any price times this is
 * a whole number of micro-dollars.
 */
export const DEFAULT_LOT = 10_000 as Shares;
