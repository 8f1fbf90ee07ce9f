import type { HttpResult } from '../../ports/http.js';
import type { Ports } from '../../ports/ports.js';
import { heedLimits } from './orders/heed-limits.js';
import { USER_AGENT } from './orders/private-requests.js';
import type { Lane, RateBuckets } from './orders/rate-buckets.js';

/** How long a public reading may wait for its turn. */
const PATIENCE_MS = 10_000;

/** Requests that need no credentials, each in its turn and once. */
export class PublicRequests {
  readonly #ports: Ports;
  readonly #buckets: RateBuckets;
  readonly #timeoutMs: number;

  constructor(ports: Ports, buckets: RateBuckets, timeoutMs: number) {
    this.#ports = ports;
    this.#buckets = buckets;
    this.#timeoutMs = timeoutMs;
  }

  get(url: string, lane: Lane): Promise<HttpResult> {
    return this.#send(url, lane, null);
  }

  /** A reading that takes its question in a body. */
  ask(url: string, lane: Lane, body: string): Promise<HttpResult> {
    return this.#send(url, lane, body);
  }

  async #send(url: string, lane: Lane, body: string | null): Promise<HttpResult> {
    if (!(await this.#buckets.take(lane, 'reconcile', PATIENCE_MS))) {
      return { kind: 'failed', reached: 'no', reason: 'the budget of requests is used up' };
    }
    const result = await this.#ports.http.send({
      method: body === null ? 'GET' : 'POST',
      url,
      headers: { 'user-agent': USER_AGENT, ...(body === null ? {} : { 'content-type': 'application/json' }) },
      body,
      timeoutMs: this.#timeoutMs,
    });
    heedLimits(result, lane, { buckets: this.#buckets, clock: this.#ports.clock });
    return result;
  }
}
