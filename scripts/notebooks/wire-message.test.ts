import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeRequest } from './wire-message.js';

const bytes = (frames: readonly string[]) => frames.map((frame) => Buffer.from(frame));
const request = { id: 'r1', type: 'execute_request', content: { code: '1 + 1' } };

describe('a message of the Jupyter protocol', () => {
  it('is signed by HMAC-SHA256 over its four parts', () => {
    const parts = [
      '{"msg_id":"a","msg_type":"status"}',
      '{"msg_id":"r1"}',
      '{}',
      '{"execution_state":"idle"}',
    ];
    // Python: hmac.new(b'key', b''.join(parts), 'sha256').hexdigest()
    const signature = '49d2047ac6b14578e09d038dd1f81cf84dc13af6a05eea5458357b2b3b742f7f';
    expect(decodeMessage(bytes(['<IDS|MSG>', signature, ...parts]), 'key')).toEqual({
      type: 'status',
      id: 'a',
      parentId: 'r1',
      content: { execution_state: 'idle' },
    });
  });

  it('is read back, whatever stands before its delimiter', () => {
    const frames = ['identity', ...encodeRequest(request, { key: 'key', session: 's' })];
    expect(decodeMessage(bytes(frames), 'key')).toEqual({ ...request, parentId: null });
  });

  it('is refused with another key, when it was changed, and when a part is missing', () => {
    const frames = encodeRequest(request, { key: 'key', session: 's' });
    expect(() => decodeMessage(bytes(frames), 'other')).toThrow('not signed');
    const changed = frames.map((frame) => frame.replace('1 + 1', '1 + 2'));
    expect(() => decodeMessage(bytes(changed), 'key')).toThrow('not signed');
    expect(() => decodeMessage(bytes(frames.slice(0, 4)), 'key')).toThrow('not whole');
    expect(() => decodeMessage(bytes(frames.slice(1)), 'key')).toThrow('not whole');
  });
});
