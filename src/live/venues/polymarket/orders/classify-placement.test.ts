import { describe, expect, it } from 'vitest';
import type { HttpResult } from '../../../ports/http.js';
import { json, ScriptedPorts } from '../scripted-ports.testing.js';
import { classifyPlacement } from './classify-placement.js';
import { VenueModes } from './venue-modes.js';

const ID = `0x${'ab'.repeat(32)}`;
const good = { success: true, errorMsg: '', orderID: ID, status: 'live', makingAmount: '', takingAmount: '' };
const outcome = (result: HttpResult) =>
  classifyPlacement(result, ID, new VenueModes(new ScriptedPorts().clock));
const failed = (reached: 'no' | 'maybe'): HttpResult => ({ kind: 'failed', reached, reason: 'ETIMEDOUT' });

describe('the answer to the POST of an order', () => {
  it.each(['live', 'matched', 'delayed'])(
    'accepts it with success, its id, no error and status %s',
    (status) => {
      expect(outcome(json(200, { ...good, status }))).toEqual({ kind: 'accepted', status });
    },
  );

  it('accepts it when the venue writes its id in capitals, or leaves the empty error out', () => {
    expect(outcome(json(201, { ...good, orderID: ID.toUpperCase().replace('0X', '0x') })).kind).toBe(
      'accepted',
    );
    expect(outcome(json(200, { ...good, errorMsg: undefined })).kind).toBe('accepted');
  });

  it.each<[string, HttpResult]>([
    ['a success of another order', json(200, { ...good, orderID: `0x${'cd'.repeat(32)}` })],
    ['a success without an id', json(200, { ...good, orderID: '' })],
    ['a success with an error', json(200, { ...good, errorMsg: 'something' })],
    ['a failure with an id', json(200, { ...good, success: false, errorMsg: 'no' })],
    ['a status that is not known', json(200, { ...good, status: 'pondering' })],
    ['the status unmatched: the documents disagree', json(200, { ...good, status: 'unmatched' })],
    ['no status', json(200, { ...good, status: undefined })],
    ['an id that is no text', json(200, { ...good, orderID: 7 })],
    ['success as a word', json(200, { ...good, success: 'true' })],
    // Kalshi, Auramaur PR#186: 2xx with an error body and no order.
    ['an error body with 200 that does not say no', json(200, { error: 'Internal error' })],
    ['HTML with 200', json(200, '<html>ok</html>')],
    ['nothing with 200', json(200, '')],
    ['half an answer', json(200, '{"success":true,"orderID":"0xab')],
    ['a list', json(200, [good])],
    ['502 from a gateway', json(502, '<html>Bad Gateway</html>')],
    ['500 without words', json(500, '')],
    ['500 order timed out', json(500, { error: 'order timed out' })],
    ['503 of other words', json(503, { error: 'upstream connect error' })],
    ['520', json(520, 'unknown error')],
    ['408', json(408, { error: 'timeout' })],
    ['409', json(409, { error: 'conflict' })],
    ['a duplicate: somebody sent it before', json(400, { error: 'invalid order: Duplicated.' })],
    ['a match that is delayed', json(400, { error: 'order match delayed due to market conditions' })],
    ['a redirect', json(302, '')],
    ['a fault after the connection stood', failed('maybe')],
  ])('leaves it unknown after %s', (_what, result) => {
    expect(outcome(result).kind).toBe('unknown');
  });

  it.each([
    'not enough balance / allowance',
    'order crosses book',
    'invalid tick size',
    'size lower than the minimum',
    'invalid expiration',
    "order couldn't be fully filled, FOK orders are fully filled/killed",
    'no orders found to match with FAK order',
    'market is not ready yet',
    'order_version_mismatch',
  ])('rejects it for: %s', (error) => {
    expect(outcome(json(400, { error }))).toEqual({ kind: 'rejected', reason: error });
    expect(outcome(json(200, { ...good, success: false, orderID: '', errorMsg: error }))).toEqual({
      kind: 'rejected',
      reason: error,
    });
  });

  it('rejects it when it is not authorised or not allowed, whatever the page says', () => {
    expect(outcome(json(401, { error: 'Unauthorized/Invalid api key' })).kind).toBe('rejected');
    expect(outcome(json(403, '<html>Attention Required</html>')).kind).toBe('rejected');
    expect(outcome(json(400, ''))).toEqual({ kind: 'rejected', reason: 'status 400' });
  });

  it('knows that it never left', () => {
    expect(outcome(failed('no'))).toEqual({ kind: 'not-sent', reason: 'ETIMEDOUT' });
  });

  it.each<[string, HttpResult, number]>([
    ['a restart', json(425, ''), 1_000],
    ['the rate', json(429, '', { 'retry-after': '7' }), 7_000],
    ['post-only mode', json(503, { error: 'post_only_mode', retry_after_seconds: 40 }), 40_000],
    ['cancel-only mode', json(503, { error: 'Trading is currently cancel-only' }), 1_000],
    ['disabled trading', json(503, { error: 'trading disabled' }), 1_000],
  ])(
    'knows that the venue did not take it because of %s, and when to come again',
    (_what, result, retryAfterMs) => {
      expect(outcome(result)).toMatchObject({ kind: 'put-off', retryAfterMs });
    },
  );
});

describe('the mode of the venue', () => {
  it('follows its answers, waits longer each time, and ends by itself', async () => {
    const ports = new ScriptedPorts();
    const modes = new VenueModes(ports.clock);
    expect(modes.mode).toBe('normal');
    const waits: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      waits.push(modes.note(json(425, ''))?.waitMs ?? -1);
      expect(modes.mode).toBe('restarting');
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    await ports.pass(30_000);
    expect(modes.mode).toBe('normal');
    modes.note(json(200, '{}'));
    expect(modes.note(json(425, ''))?.waitMs).toBe(1_000);
  });

  it.each([
    ['post-only', { error: 'post_only_mode' }, 120_000],
    ['cancel-only', { error: 'cancel only mode' }, 1_000],
    ['disabled', { error: 'Trading is disabled' }, 1_000],
  ] as const)('is %s after a 503 that says so', async (mode, body, lasts) => {
    const ports = new ScriptedPorts();
    const modes = new VenueModes(ports.clock);
    modes.note(json(503, body));
    await ports.pass(lasts - 1);
    expect(modes.mode).toBe(mode);
    await ports.pass(1);
    expect(modes.mode).toBe('normal');
  });

  it('stays blocked or closed-only until that is lifted', () => {
    const modes = new VenueModes(new ScriptedPorts().clock);
    modes.restrict('closed-only');
    expect(modes.mode).toBe('closed-only');
    modes.note(json(425, ''));
    expect(modes.mode).toBe('restarting');
    modes.restrict('blocked');
    expect(modes.mode).toBe('blocked');
    modes.restrict(null);
    expect(modes.mode).toBe('restarting');
  });
});
