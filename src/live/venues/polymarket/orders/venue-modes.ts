import type { Clock } from '../../../ports/clock.js';
import type { HttpResult } from '../../../ports/http.js';
import type { VenueMode } from '../../venue-adapter.js';

/** First wait after a refusal, doubled each time up to the longest. */
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
/** The venue takes only post-only orders for two minutes after a restart. */
const POST_ONLY_MS = 120_000;

/** What a refusal says of the venue as a whole; `null` = nothing. */
export interface ModeRefusal {
  readonly mode: Exclude<VenueMode, 'normal' | 'closed-only' | 'blocked'> | 'rate-limited';
  readonly reason: string;
  /** Stated by the venue; `null` = not stated. */
  readonly retryAfterMs: number | null;
}

/**
 * Reads whether an answer speaks of the venue rather than of the request: 425 restart, 429 rate, 503 in one of three
 * modes. Such a request was not taken. A 503 of other words proves nothing. Source: docs.polymarket.com/resources/error-codes
 */
export function modeRefusal(result: HttpResult): ModeRefusal | null {
  if (result.kind === 'failed') return null;
  const { status, headers, body } = result;
  const retryAfterMs = statedWaitMs(headers['retry-after'] ?? null, body);
  if (status === 425) return { mode: 'restarting', reason: 'the venue restarts', retryAfterMs };
  if (status === 429) return { mode: 'rate-limited', reason: 'too many requests', retryAfterMs };
  if (status !== 503) return null;
  const words = body.slice(0, 2_000).toLowerCase();
  if (/post[_ -]?only/.test(words)) {
    const wait = Math.min(retryAfterMs ?? POST_ONLY_MS, POST_ONLY_MS);
    return { mode: 'post-only', reason: 'only post-only orders are taken', retryAfterMs: wait };
  }
  if (/cancel[_ -]?only/.test(words)) {
    return { mode: 'cancel-only', reason: 'only cancels are taken', retryAfterMs };
  }
  if (/trading (is )?(currently )?disabled|disabled trading|trading_disabled/.test(words)) {
    return { mode: 'disabled', reason: 'trading is disabled', retryAfterMs };
  }
  return null;
}

function statedWaitMs(header: string | null, body: string): number | null {
  const stated = /"retry_after_seconds"\s*:\s*"?(\d{1,5}(?:\.\d+)?)/.exec(body)?.[1] ?? header;
  return stated !== null && /^\d{1,5}(\.\d+)?$/.test(stated) ? Number(stated) * 1_000 : null;
}

/** Follows how the venue does. A mode that it told ends after a wait, doubled each time it is told again. */
export class VenueModes {
  readonly #clock: Clock;
  #mode: VenueMode = 'normal';
  #untilMs = 0;
  #failures = 0;
  #standing: 'closed-only' | 'blocked' | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get mode(): VenueMode {
    if (this.#standing === 'blocked') return 'blocked';
    if (this.#mode !== 'normal' && this.#clock.monotonicMs() < this.#untilMs) return this.#mode;
    return this.#standing ?? 'normal';
  }

  /** Takes an answer of the order service. Returns the wait to respect, `null` = none. */
  note(result: HttpResult): { readonly refusal: ModeRefusal; readonly waitMs: number } | null {
    const refusal = modeRefusal(result);
    if (refusal === null) {
      if (result.kind === 'response' && result.status < 300) this.#failures = 0;
      return null;
    }
    const backOff = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures);
    this.#failures += 1;
    const waitMs = Math.max(refusal.retryAfterMs ?? 0, backOff);
    if (refusal.mode !== 'rate-limited') {
      this.#mode = refusal.mode;
      this.#untilMs = this.#clock.monotonicMs() + waitMs;
    }
    return { refusal, waitMs };
  }

  /** A restriction that stands until it is lifted; `null` = lifted. */
  restrict(standing: 'closed-only' | 'blocked' | null): void {
    this.#standing = standing;
  }
}
