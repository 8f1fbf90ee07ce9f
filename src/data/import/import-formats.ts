import { TouchlineError } from '../../engine/errors.js';
import { betfairStream } from './betfair/betfair-stream.js';
import type { ImportFormat } from './import-format.js';
import { pmxtV2 } from './pmxt/pmxt-v2.js';
import { polymarketClosingLines } from './polymarket-closing-lines.js';
import { polymarketUs } from './polymarket-us.js';
import { polymarketUsRaw } from './polymarket-us-raw.js';
import { kalshiCandles } from './rest/kalshi-candles.js';
import { kalshiTrades } from './rest/kalshi-trades.js';
import { polymarketPrices } from './rest/polymarket-prices.js';
import { polymarketTrades } from './rest/polymarket-trades.js';
import { gameStates } from './states/game-states.js';

/** Every format that `touchline data import` can read. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  polymarketUs,
  polymarketUsRaw,
  polymarketClosingLines,
  betfairStream,
  pmxtV2,
  kalshiTrades,
  kalshiCandles,
  polymarketTrades,
  polymarketPrices,
  gameStates,
];

/** @throws DATA_FORMAT for a name that is not in the list. */
export function importFormat(name: string): ImportFormat {
  const format = IMPORT_FORMATS.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  throw new TouchlineError('DATA_FORMAT', `there is no import format ${JSON.stringify(name)}`, {
    hint: `wanted one of: ${IMPORT_FORMATS.map((candidate) => candidate.name).join(', ')}`,
  });
}
