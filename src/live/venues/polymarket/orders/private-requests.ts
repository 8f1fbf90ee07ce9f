import type { HttpResult } from '../../../ports/http.js';
import type { Ports } from '../../../ports/ports.js';
import { type ApiCredentials, l2Headers } from '../signing/l2-headers.js';
import type { SigningAccount } from '../signing/signing-account.js';
import { heedLimits } from './heed-limits.js';
import type { Lane, Priority, RateBuckets } from './rate-buckets.js';

/** One request to the order service. */
export interface PrivateRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Begins with `?`, or is empty. Not part of what is authenticated. */
  readonly query: string;
  readonly body: string | null;
  readonly lane: Lane;
  readonly priority: Priority;
  /** Orders in it, each of which the venue counts; left out = 1. */
  readonly orders?: number;
}

/** How long a request may wait for its turn. */
const PATIENCE_MS: Readonly<Record<Priority, number>> = {
  cancel: 30_000,
  reduce: 5_000,
  reconcile: 10_000,
  new: 1_000,
};

export const USER_AGENT = 'touchline';

export interface RequesterOptions {
  readonly host: string;
  readonly account: SigningAccount;
  readonly credentials: ApiCredentials;
  readonly timeoutMs: number;
}

/** Sends authenticated requests in their turn, each once. */
export class PrivateRequests {
  readonly #ports: Ports;
  readonly #options: RequesterOptions;
  readonly #buckets: RateBuckets;

  constructor(ports: Ports, options: RequesterOptions, buckets: RateBuckets) {
    this.#ports = ports;
    this.#options = options;
    this.#buckets = buckets;
  }

  /** A request that did not get its turn never left. */
  async send(request: PrivateRequest): Promise<HttpResult> {
    const { method, path, query, body, lane, priority } = request;
    const turns = Array.from({ length: request.orders ?? 1 }, () =>
      this.#buckets.take(lane, priority, PATIENCE_MS[priority]),
    );
    if ((await Promise.all(turns)).includes(false))
      return { kind: 'failed', reached: 'no', reason: 'the budget of requests is used up' };
    const { host, account, credentials, timeoutMs } = this.#options;
    const atSeconds = Math.floor(this.#ports.clock.now() / 1_000_000);
    const result = await this.#ports.http.send({
      method,
      url: `${host}${path}${query}`,
      headers: {
        ...l2Headers({ method, path, body }, { signer: account.signer, credentials, atSeconds }),
        'content-type': 'application/json',
        'user-agent': USER_AGENT,
      },
      body,
      timeoutMs,
    });
    heedLimits(result, lane, { buckets: this.#buckets, clock: this.#ports.clock });
    return result;
  }
}
