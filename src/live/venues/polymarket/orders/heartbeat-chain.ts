import { TouchlineError } from '../../../../engine/errors.js';
import type { HttpResult } from '../../../ports/http.js';
import { fieldsOf, parseJson, readTextOrNull } from '../wire/fields.js';

/** What came of a beat. */
export type Beat = 'accepted' | 'refused' | 'failed';

/**
 * The chain of beats that keeps the dead-man switch from cancelling everything: each names the id that the last answer
 * gave. A refused beat carries the right id, with which it is sent once more.
 */
export class HeartbeatChain {
  readonly #send: (body: string) => Promise<HttpResult>;
  #next = '';

  constructor(send: (body: string) => Promise<HttpResult>) {
    this.#send = send;
  }

  async beat(): Promise<{ readonly beat: Beat; readonly reason: string }> {
    const first = await this.#once();
    return first.beat === 'refused' && first.hasId ? this.#once() : first;
  }

  async #once(): Promise<{ readonly beat: Beat; readonly reason: string; readonly hasId: boolean }> {
    const result = await this.#send(JSON.stringify({ heartbeat_id: this.#next }));
    if (result.kind === 'failed') return { beat: 'failed', reason: result.reason, hasId: false };
    const id = nextId(result.body);
    if (id !== null) this.#next = id;
    const reason = `status ${result.status}`;
    if (result.status >= 200 && result.status < 300 && id !== null)
      return { beat: 'accepted', reason, hasId: true };
    const isRefused = result.status >= 400 && result.status < 500;
    return { beat: isRefused ? 'refused' : 'failed', reason, hasId: id !== null };
  }
}

function nextId(body: string): string | null {
  try {
    return readTextOrNull(fieldsOf(parseJson(body), 'answer'), 'heartbeat_id');
  } catch (cause) {
    if (!(cause instanceof TouchlineError)) throw cause;
    return null;
  }
}
