import { TouchlineError } from '../../../../engine/errors.js';
import type { Micros } from '../../../../engine/units.js';
import type { HttpResult } from '../../../ports/http.js';
import type { CancelOutcome, Reading } from '../../venue-adapter.js';
import { fieldsOf, parseJson, readList, readNestedOrEmpty } from '../wire/fields.js';

/** Reasons that say that no such order is open. A delayed one is, and cannot be cancelled yet. */
const GONE =
  /not found|can'?t be found|cannot be found|does not exist|already (cancel|match|fill)|is matched/i;
const STILL_THERE = /delayed|pending/i;

/** What an answer says of every order that was to be cancelled. */
export interface CancelAnswer {
  readonly cancelled: readonly string[];
  readonly refused: ReadonlyMap<string, string>;
}

/** The answer of every cancel: `{canceled: [...], not_canceled: {id: reason}}`. @throws LIVE_WIRE. */
export function readCancelAnswer(body: string): CancelAnswer {
  const fields = fieldsOf(parseJson(body), 'answer');
  const cancelled = readList(fields, 'canceled').filter((id) => typeof id === 'string');
  const refused = readNestedOrEmpty(fields, 'not_canceled');
  return {
    cancelled,
    refused: new Map(Object.entries(refused).map(([id, reason]) => [id, String(reason).slice(0, 300)])),
  };
}

/** What an answer proves of one order. */
export function classifyCancel(result: HttpResult, venueOrderId: string): CancelOutcome {
  if (result.kind === 'failed') return { kind: 'unknown', reason: result.reason };
  const { status, body } = result;
  if (status === 400 || status === 401 || status === 403 || status === 404) {
    const reason = body.slice(0, 200);
    return { kind: 'refused', gone: status !== 401 && status !== 403 && saysGone(reason), reason };
  }
  if (status < 200 || status >= 300) return { kind: 'unknown', reason: `status ${status}` };
  try {
    const { cancelled, refused } = readCancelAnswer(body);
    const same = (id: string) => id.toLowerCase() === venueOrderId.toLowerCase();
    if (cancelled.some(same)) return { kind: 'cancelled' };
    const reason = [...refused].find(([id]) => same(id))?.[1];
    return reason === undefined
      ? { kind: 'unknown', reason: 'the answer does not name the order' }
      : { kind: 'refused', gone: saysGone(reason), reason };
  } catch (cause) {
    if (!(cause instanceof TouchlineError)) throw cause;
    return { kind: 'unknown', reason: cause.message };
  }
}

const saysGone = (reason: string): boolean => GONE.test(reason) && !STILL_THERE.test(reason);

/** Ids that were cancelled; a reading that failed proves nothing. */
export function readCancelAll(result: HttpResult, at: Micros): Reading<readonly string[]> {
  if (result.kind === 'failed') return { kind: 'failed', reason: result.reason };
  if (result.status < 200 || result.status >= 300)
    return { kind: 'failed', reason: `status ${result.status}` };
  try {
    const { cancelled, refused } = readCancelAnswer(result.body);
    const [left] = [...refused].filter(([, reason]) => !saysGone(reason));
    return left === undefined
      ? { kind: 'read', value: cancelled, at }
      : { kind: 'failed', reason: `${refused.size} orders were not cancelled, ${left[0]}: ${left[1]}` };
  } catch (cause) {
    if (!(cause instanceof TouchlineError)) throw cause;
    return { kind: 'failed', reason: cause.message };
  }
}
