import { describe, expect, it } from 'vitest';
import { assert, assertNever } from './assert.js';
import { TouchlineError } from './errors.js';

describe('TouchlineError', () => {
  it('carries code, message, place, hint and cause', () => {
    const cause = new Error('disk');
    const error = new TouchlineError('DATA_ROW', 'price above 1', { where: { row: 7 }, hint: 'look', cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'TouchlineError',
      code: 'DATA_ROW',
      message: 'price above 1',
      where: { row: 7 },
      hint: 'look',
      cause,
    });
  });

  it('has no place, hint or cause unless given one', () => {
    const error = new TouchlineError('ENGINE_UNIT', 'no');
    expect(error.where).toEqual({});
    expect(error.hint).toBeUndefined();
    expect('cause' in error).toBe(false);
  });
});

describe('assert', () => {
  it('passes what holds and names what does not', () => {
    expect(() => assert(true, 'cash is never negative')).not.toThrow();
    expect(() => assert(false, 'cash is never negative')).toThrow(
      expect.objectContaining({ code: 'ASSERT_INVARIANT', message: 'cash is never negative' }),
    );
  });

  it('ends a switch with the value that was forgotten', () => {
    expect(() => assertNever({ kind: 'new' } as never)).toThrow(
      expect.objectContaining({ code: 'ASSERT_NEVER', message: expect.stringContaining('{"kind":"new"}') }),
    );
  });
});
