import type { Clock } from '../../ports/clock.js';
import type { KeySigner } from '../../venues/polymarket/signing/key-signer.js';
import { l1Headers } from '../../venues/polymarket/signing/l1-headers.js';
import { type ApiCredentials, l2Headers } from '../../venues/polymarket/signing/l2-headers.js';
import { orderHash } from '../../venues/polymarket/signing/order-hash.js';
import type { OrderTerms } from '../../venues/polymarket/signing/order-terms.js';
import { signOrder } from '../../venues/polymarket/signing/sign-order.js';
import type { SigningAccount } from '../../venues/polymarket/signing/signing-account.js';
import { type Refusal, refuseHeaders, refuseLimits, refuseTerms, spendOf } from './policy.js';
import type { SignedLog } from './signed-log.js';
import type { SignerLimits } from './signer-limits.js';
import { readSignerRequest, type SignerAnswer, type SignerRequest } from './signer-requests.js';

export interface SignerParts {
  readonly key: KeySigner;
  /** `null` = the keystore has none yet: only the proof of the wallet can be had. */
  readonly credentials: ApiCredentials | null;
  readonly account: SigningAccount;
  readonly limits: SignerLimits;
  readonly log: SignedLog;
  readonly clock: Pick<Clock, 'now'>;
}

/** Answers requests one after another, so that each is held against all that were signed before. */
export class Signer {
  readonly #parts: SignerParts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: SignerParts) {
    this.#parts = parts;
  }

  /** Of one line. Never throws, and never says more of a fault than that there was one. */
  answer(line: string): Promise<SignerAnswer> {
    const next = this.#last.then(() => this.#answer(line));
    this.#last = next;
    return next;
  }

  async #answer(line: string): Promise<SignerAnswer> {
    const request = readSignerRequest(line);
    if (typeof request === 'string') return { id: null, kind: 'refused', rule: 'request', detail: request };
    try {
      return await this.#serve(request);
    } catch {
      return { id: request.id, kind: 'refused', rule: 'fault', detail: 'the signer failed' };
    }
  }

  #serve(request: SignerRequest): Promise<SignerAnswer> | SignerAnswer {
    const { id } = request;
    const { key, credentials } = this.#parts;
    switch (request.kind) {
      case 'order':
        return this.#order(id, request.terms);
      case 'wallet-proof':
        return l1Headers(key, request).then((headers) => ({ id, kind: 'headers', headers }));
      case 'headers': {
        const refusal = refuseHeaders(request);
        if (refusal !== null) return refused(id, refusal);
        if (credentials === null) return refused(id, { rule: 'credentials', detail: 'there are none' });
        const { atSeconds } = request;
        const headers = l2Headers(request, { signer: key.address, credentials, atSeconds });
        return { id, kind: 'headers', headers };
      }
      case 'who':
        return { id, kind: 'who', address: key.address, owner: credentials?.key ?? null };
    }
  }

  /** An order that was signed before is signed again and counts once: it is the same order to the venue. */
  async #order(id: number, terms: OrderTerms): Promise<SignerAnswer> {
    const { account, limits, log, clock, key } = this.#parts;
    const wrong = refuseTerms(terms, account);
    if (wrong !== null) return refused(id, wrong);
    const hash = orderHash(terms);
    if (!log.has(hash)) {
      const order = { at: clock.now(), hash, token: terms.tokenId, spend: spendOf(terms) };
      const over = refuseLimits(order, log.recent(order.at), limits);
      if (over !== null) return refused(id, over);
      await log.add(order);
    }
    return { id, kind: 'signed', signature: await signOrder(terms, key.sign) };
  }
}

const refused = (id: number, refusal: Refusal): SignerAnswer => ({ id, kind: 'refused', ...refusal });
