import { formatDecimal } from '../../../../engine/units.js';

/** Prices, sizes and money as the venue writes them: decimal strings. */
export const priceText = (price: number): string => formatDecimal(price, 4);
export const sizeText = (size: number): string => formatDecimal(size, 6);

/** A decimal that the venue writes as a JSON number. */
export const decimalNumber = (value: number, decimals: number): number =>
  Number(formatDecimal(value, decimals));
