import type { Clock } from '../../../ports/clock.js';
import type { HttpResult } from '../../../ports/http.js';
import type { Lane, RateBuckets } from './rate-buckets.js';
import { modeRefusal } from './venue-modes.js';

/** After a 429 that states no wait. */
const UNSTATED_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * Rests a kind of request for as long as the venue asks: after 429, and when it says that the signer's own budget is
 * used up (`Poly-RateLimit-*`, docs.polymarket.com/trading-rate-limits).
 */
export function heedLimits(
  result: HttpResult,
  lane: Lane,
  to: { readonly buckets: RateBuckets; readonly clock: Clock },
): void {
  if (result.kind === 'failed') return;
  const rest = (ms: number) => to.buckets.pause(lane, Math.min(LONGEST_MS, Math.max(0, ms)));
  if (result.status === 429) rest(modeRefusal(result)?.retryAfterMs ?? UNSTATED_MS);
  const remaining = Number(result.headers['poly-ratelimit-remaining'] ?? Number.NaN);
  const reset = Number(result.headers['poly-ratelimit-reset'] ?? Number.NaN);
  if (!(remaining <= 0) || !(reset >= 0)) return;
  // An instant or a span: whichever the venue means, they cannot be mixed up.
  const seconds = reset > 1e9 ? reset - to.clock.now() / 1_000_000 : reset;
  rest(seconds * 1_000);
}
