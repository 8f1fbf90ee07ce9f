const ZERO = 48;
const NINE = 57;
const POINT = 46;

/**
 * A decimal text without sign as an integer number of `10^-decimals`, digit by digit; NaN when it is anything else:
 * empty, signed, scientific, finer than `decimals`, or beyond 2^53. Accepts `12`, `.48` and `0.480`.
 */
export function decimalUnits(text: string, decimals: number): number {
  let value = 0;
  let digits = 0;
  let after = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT && after === -1) after = 0;
    else if (code < ZERO || code > NINE) return Number.NaN;
    else {
      digits += 1;
      if (after === decimals) {
        if (code !== ZERO) return Number.NaN;
        continue;
      }
      if (after !== -1) after += 1;
      value = value * 10 + (code - ZERO);
      if (value > Number.MAX_SAFE_INTEGER) return Number.NaN;
    }
  }
  if (digits === 0) return Number.NaN;
  for (let missing = decimals - Math.max(after, 0); missing > 0; missing -= 1) {
    value *= 10;
    if (value > Number.MAX_SAFE_INTEGER) return Number.NaN;
  }
  return value;
}
