/**
 * `exp`, `log` and the normal distribution with the same bits on every platform: only + - * / and typed
 * access to the bits of a double. `Math.exp` and `Math.log` are compiled per platform, with fused
 * multiply-adds on some (https://github.com/nodejs/node/issues/59095), and so must not reach a decision.
 */
const scratch = new DataView(new ArrayBuffer(8));

/** ln 2 in two parts; the high one ends in zero bits, so that `k x high` is exact (Cody and Waite 1980). */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = Math.LOG2E;
const SQRT_2 = Math.SQRT2;
const INVERSE_SQRT_2_PI = 0.3989422804014327;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_POW_54 = 18014398509481984;

/** `1 / n!` for n = 13 down to 2: the Taylor series of exp on |r| <= ln 2 / 2 is exact to 2^-57 with them. */
const INVERSE_FACTORIALS = [
  1 / 6227020800,
  1 / 479001600,
  1 / 39916800,
  1 / 3628800,
  1 / 362880,
  1 / 40320,
  1 / 5040,
  1 / 720,
  1 / 120,
  1 / 24,
  1 / 6,
  1 / 2,
] as const;

/** `2 / (2n + 1)` for n = 11 down to 1: the series of 2 atanh(s) on |s| <= 3 - 2 sqrt 2. */
const ATANH_TERMS = [
  2 / 23,
  2 / 21,
  2 / 19,
  2 / 17,
  2 / 15,
  2 / 13,
  2 / 11,
  2 / 9,
  2 / 7,
  2 / 5,
  2 / 3,
] as const;

/** `c[0] x^(n-1) + ... + c[n-1]`, highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/** `2^exponent` for -1022..1023, from its bits. */
function powerOfTwo(exponent: number): number {
  scratch.setUint32(0, (exponent + 1023) << 20);
  scratch.setUint32(4, 0);
  return scratch.getFloat64(0);
}

/** `value x 2^exponent`, rounded once. `value` in [0.5, 2]. */
function scale(value: number, exponent: number): number {
  if (exponent > 1000) return value * powerOfTwo(exponent - 100) * powerOfTwo(100);
  if (exponent < -1000) return value * powerOfTwo(exponent + 100) * powerOfTwo(-100);
  return value * powerOfTwo(exponent);
}

/** e^x, within 1 ulp, the same bits everywhere. */
export function exactExp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 710) return Number.POSITIVE_INFINITY;
  if (x < -746) return 0;
  const exponent = Math.floor(x * LOG2_E + 0.5);
  const high = x - exponent * LN2_HIGH;
  const low = exponent * LN2_LOW;
  const rest = high - low;
  const lost = high - rest - low;
  const tail = rest * rest * polynomial(INVERSE_FACTORIALS, rest) + lost;
  return scale(1 + (rest + tail), exponent);
}

/** Natural logarithm, within 1 ulp, the same bits everywhere. -Infinity at 0, NaN below. */
export function exactLog(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!(x > 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const subnormal = x < SMALLEST_NORMAL;
  scratch.setFloat64(0, subnormal ? x * TWO_POW_54 : x);
  const highBits = scratch.getUint32(0);
  scratch.setUint32(0, (highBits & 0xfffff) | (1023 << 20));
  const mantissa = scratch.getFloat64(0);
  const halve = mantissa > SQRT_2;
  const exponent = (highBits >>> 20) - 1023 - (subnormal ? 54 : 0) + (halve ? 1 : 0);
  return logNearOne((halve ? mantissa / 2 : mantissa) - 1, exponent);
}

/**
 * `log(1 + f) + exponent ln 2` with s = f / (2 + f): log(1 + f) = 2 atanh(s) = f - (f²/2 - s (f²/2 + R)),
 * R = 2 s²/3 + 2 s⁴/5 + ..., in the order that keeps the large terms exact.
 */
function logNearOne(f: number, exponent: number): number {
  const s = f / (2 + f);
  const square = s * s;
  const series = square * polynomial(ATANH_TERMS, square);
  const half = 0.5 * f * f;
  const correction = half - (s * (half + series) + exponent * LN2_LOW);
  return exponent * LN2_HIGH - (correction - f);
}

/** Highest power first, each shortened to the double it rounds to. From W. J. Cody, "Algorithm 715: SPECFUN", ACM TOMS 19 (1993), routine ANORM. */
const CENTRE_TOP = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
] as const;
const CENTRE_BOTTOM = [
  1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673,
] as const;
const SHOULDER_TOP = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
] as const;
const SHOULDER_BOTTOM = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
] as const;
const TAIL_TOP = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  2.9112874951168793e-5,
] as const;
const TAIL_BOTTOM = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
] as const;

/**
 * Φ(z), the standard normal distribution function, within 1e-15; the lower tail keeps its relative
 * precision. Rational approximations of W. J. Cody (ACM TOMS 19, 1993).
 */
export function normalCdf(z: number): number {
  const distance = Math.abs(z);
  if (distance <= 0.67448975) {
    const square = z * z;
    return 0.5 + (z * polynomial(CENTRE_TOP, square)) / polynomial(CENTRE_BOTTOM, square);
  }
  const beyond = upperTail(distance);
  return z > 0 ? 1 - beyond : beyond;
}

/** 1 - Φ(z) for z above 0.67. */
function upperTail(z: number): number {
  if (Number.isNaN(z)) return z;
  if (z > 39) return 0;
  if (z <= 5.656854249492381) {
    return density(z) * (polynomial(SHOULDER_TOP, z) / polynomial(SHOULDER_BOTTOM, z));
  }
  const square = 1 / (z * z);
  const ratio = (square * polynomial(TAIL_TOP, square)) / polynomial(TAIL_BOTTOM, square);
  return (density(z) * (INVERSE_SQRT_2_PI - ratio)) / z;
}

/** exp(-z²/2) with z² split at sixteenths, so that its rounding error does not reach the exponent. */
function density(z: number): number {
  const head = Math.floor(z * 16) / 16;
  return exactExp(-0.5 * head * head) * exactExp(-0.5 * (z - head) * (z + head));
}

/** Highest power first, each shortened to the double it rounds to. From M. J. Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), PPND16. */
const QUANTILE_CENTRE_TOP = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
] as const;
const QUANTILE_CENTRE_BOTTOM = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
] as const;
const QUANTILE_SHOULDER_TOP = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
] as const;
const QUANTILE_SHOULDER_BOTTOM = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
] as const;
const QUANTILE_TAIL_TOP = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
] as const;
const QUANTILE_TAIL_BOTTOM = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
] as const;

/**
 * Φ⁻¹(p), the standard normal quantile, within 1e-15 relative (Wichura 1988).
 * -Infinity at 0, Infinity at 1, NaN outside [0, 1].
 */
export function normalQuantile(probability: number): number {
  const offset = probability - 0.5;
  if (Math.abs(offset) <= 0.425) {
    const centred = 0.180625 - offset * offset;
    return (offset * polynomial(QUANTILE_CENTRE_TOP, centred)) / polynomial(QUANTILE_CENTRE_BOTTOM, centred);
  }
  const smaller = offset < 0 ? probability : 1 - probability;
  if (!(smaller > 0)) return smaller === 0 ? offset * Number.POSITIVE_INFINITY : Number.NaN;
  const depth = Math.sqrt(-exactLog(smaller));
  const magnitude =
    depth <= 5
      ? polynomial(QUANTILE_SHOULDER_TOP, depth - 1.6) / polynomial(QUANTILE_SHOULDER_BOTTOM, depth - 1.6)
      : polynomial(QUANTILE_TAIL_TOP, depth - 5) / polynomial(QUANTILE_TAIL_BOTTOM, depth - 5);
  return offset < 0 ? -magnitude : magnitude;
}
