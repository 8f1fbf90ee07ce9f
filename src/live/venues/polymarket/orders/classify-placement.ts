import type { HttpResult } from '../../../ports/http.js';
import type { AcceptedStatus, PlaceOutcome } from '../../venue-adapter.js';
import type { VenueModes } from './venue-modes.js';

/** Words of the venue that say that it may have the order after all: nothing follows from them. */
const MAY_HAVE_IT = /duplicat|order timed out|match delayed|internal|processing/i;

const ACCEPTED: readonly AcceptedStatus[] = ['live', 'matched', 'delayed'];

const unknown = (reason: string): PlaceOutcome => ({ kind: 'unknown', reason });

/**
 * What the answer to the one POST of an order proves. Accepted needs every sign at once: success, our own id, no error,
 * a status that means "has it". Rejected needs a clear no. Everything else is unknown: a fault after the connection
 * stood, 5xx, 2xx with anything unexpected, a duplicate.
 */
export function classifyPlacement(result: HttpResult, venueOrderId: string, modes: VenueModes): PlaceOutcome {
  if (result.kind === 'failed') {
    return result.reached === 'no' ? { kind: 'not-sent', reason: result.reason } : unknown(result.reason);
  }
  const refused = modes.note(result);
  if (refused !== null) {
    return { kind: 'put-off', reason: refused.refusal.reason, retryAfterMs: refused.waitMs };
  }
  const { status } = result;
  const answer = objectOf(result.body);
  if (status >= 200 && status < 300) {
    return answer === null
      ? unknown(`status ${status} without a readable answer`)
      : placed(answer, venueOrderId);
  }
  const words = errorOf(answer) ?? result.body.slice(0, 200).trim();
  if (status >= 400 && status < 500 && status !== 408 && status !== 409 && !MAY_HAVE_IT.test(words)) {
    return { kind: 'rejected', reason: words === '' ? `status ${status}` : words };
  }
  return unknown(`status ${status}: ${words}`);
}

/** What one entry of the answer to an order or a batch proves. */
export function placed(answer: Readonly<Record<string, unknown>>, venueOrderId: string): PlaceOutcome {
  const { success, orderID, status } = answer;
  const error = errorOf(answer) ?? '';
  const id = typeof orderID === 'string' ? orderID : null;
  if (id === '' || id === null) {
    // A batch says success even of an order that it does not take: the empty id decides.
    const clear = error !== '' && !MAY_HAVE_IT.test(error) && (id === '' || success === false);
    return clear
      ? { kind: 'rejected', reason: error }
      : unknown(`no order id: ${error || 'no reason given'}`);
  }
  if (id.toLowerCase() !== venueOrderId.toLowerCase())
    return unknown(`the venue calls it ${id.slice(0, 80)}`);
  const word = typeof status === 'string' ? status.toLowerCase() : '';
  const accepted = ACCEPTED.find((each) => word === each);
  if (success === true && error === '' && accepted !== undefined)
    return { kind: 'accepted', status: accepted };
  return unknown(`success ${String(success)}, status ${JSON.stringify(word)}, ${error || 'no error given'}`);
}

function errorOf(answer: Readonly<Record<string, unknown>> | null): string | null {
  for (const field of ['errorMsg', 'error', 'message'] as const) {
    const value = answer?.[field];
    if (typeof value === 'string' && value !== '') return value.slice(0, 500);
  }
  return null;
}

function objectOf(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
