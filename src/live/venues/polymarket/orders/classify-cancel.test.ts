import { describe, expect, it } from 'vitest';
import { micros } from '../../../../engine/units.js';
import { json } from '../scripted-ports.testing.js';
import { classifyCancel, readCancelAll } from './classify-cancel.js';

const ID = `0x${'ab'.repeat(32)}`;
const refused = (reason: string) => json(200, { canceled: [], not_canceled: { [ID]: reason } });

describe('the answer to the cancel of an order', () => {
  it('proves it cancelled by naming it', () => {
    expect(classifyCancel(json(200, { canceled: [ID], not_canceled: {} }), ID)).toEqual({
      kind: 'cancelled',
    });
  });

  it.each([
    ["order can't be found - already canceled or matched", true],
    ['order not found', true],
    ['the order is already canceled', true],
    ['order is delayed and cannot be cancelled', false],
    ['pending match not found', false],
    ['the market is paused', false],
  ])('says by %j whether it is gone: %s', (reason, gone) => {
    expect(classifyCancel(refused(reason), ID)).toEqual({ kind: 'refused', gone, reason });
  });

  it.each([
    ['an answer that does not name it', json(200, { canceled: ['0xother'], not_canceled: {} })],
    ['an empty answer', json(200, '')],
    ['HTML', json(200, '<html>')],
    ['a list of nothing', json(200, { not_canceled: {} })],
    ['5xx', json(500, '')],
    ['425', json(425, '')],
    ['429', json(429, '')],
    ['no answer', { kind: 'failed', reached: 'maybe', reason: 'ETIMEDOUT' } as const],
    ['no connection', { kind: 'failed', reached: 'no', reason: 'ECONNREFUSED' } as const],
  ])('proves nothing by %s', (_what, result) => {
    expect(classifyCancel(result, ID).kind).toBe('unknown');
  });
});

describe('the answer to the cancel of everything', () => {
  const at = micros(1);
  it('lists what was cancelled', () => {
    expect(readCancelAll(json(200, { canceled: [ID], not_canceled: {} }), at)).toEqual({
      ...{ kind: 'read', value: [ID], at },
    });
  });

  it('has failed when an order is left, and when it cannot be read', () => {
    expect(readCancelAll(refused('order is delayed'), at)).toMatchObject({ kind: 'failed' });
    expect(readCancelAll(json(200, 'ok'), at)).toMatchObject({ kind: 'failed' });
    expect(readCancelAll(json(503, ''), at)).toMatchObject({ kind: 'failed' });
    expect(readCancelAll(refused('already matched'), at)).toMatchObject({ kind: 'read', value: [] });
  });
});
