import type { HttpResult } from '../../../ports/http.js';
import type { AcceptedStatus, PlaceOutcome } from '../../venue-adapter.js';
import type { VenueModes } from './venue-modes.js';

/** Words of the venue that say that it may have the order after all: nothing follows from them. */
const MAY_HAVE_IT = /duplicat|order timed out|match delayed|internal|processing/i;

/** What an entry of a batch says when it is the venue that takes none, not the order that is refused. */
const MODE_WORDS = /post_only_mode|currently (disabled|cancel-only)/i;

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

/**
 * What the answer to one POST of several orders proves of each, in their order. A refusal of the whole is one of each; of a
 * list, each entry is judged by itself, and none when the list is not in the order of the request or of another length.
 */
export function classifyBatch(
  result: HttpResult,
  venueOrderIds: readonly string[],
  modes: VenueModes,
): readonly PlaceOutcome[] {
  const entries = result.kind === 'response' && isOk(result.status) ? listOf(result.body) : null;
  if (result.kind === 'failed' || entries === null) {
    const whole =
      result.kind === 'response' && isOk(result.status)
        ? unknown(`status ${result.status} without a readable list`)
        : classifyPlacement(result, '', modes);
    return venueOrderIds.map(() => whole);
  }
  modes.note(result);
  const isInOrder =
    entries.length === venueOrderIds.length &&
    entries.every((entry, index) => isOf(entry, venueOrderIds[index] ?? ''));
  if (!isInOrder) return venueOrderIds.map(() => unknown('the answers do not follow the orders'));
  return entries.map((entry, index) => {
    const words = errorOf(entry);
    // In a batch the venue tells a mode in the words of an entry; such an order may be taken later.
    const isMode = words !== null && MODE_WORDS.test(words);
    const refused = isMode ? modes.note({ ...result, status: 503, body: words }) : null;
    if (refused !== null) {
      return { kind: 'put-off', reason: refused.refusal.reason, retryAfterMs: refused.waitMs };
    }
    return placed(entry, venueOrderIds[index] ?? '');
  });
}

const isOk = (status: number): boolean => status >= 200 && status < 300;

/** Whether an entry may be the answer to an order: it names it, or none. */
const isOf = ({ orderID }: Readonly<Record<string, unknown>>, id: string): boolean =>
  typeof orderID !== 'string' || orderID === '' || orderID.toLowerCase() === id.toLowerCase();

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

const asObject = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;

const objectOf = (body: string): Readonly<Record<string, unknown>> | null => asObject(parsedOf(body));

/** `null` = no list, or one with something else than objects in it. */
function listOf(body: string): readonly Readonly<Record<string, unknown>>[] | null {
  const parsed = parsedOf(body);
  if (!Array.isArray(parsed)) return null;
  const entries = parsed.map(asObject).filter((entry) => entry !== null);
  return entries.length === parsed.length ? entries : null;
}

function parsedOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
