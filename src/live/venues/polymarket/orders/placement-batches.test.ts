import { describe, expect, it } from 'vitest';
import type { SignedOrder } from '../../venue-adapter.js';
import { json, ScriptedPorts } from '../scripted-ports.testing.js';
import { classifyBatch } from './classify-placement.js';
import { PlacementBatches } from './placement-batches.js';
import { VenueModes } from './venue-modes.js';

const order = (name: string, purpose: 'entry' | 'exit' = 'entry'): SignedOrder => ({
  venueOrderId: name,
  payload: `"${name}"`,
  purpose,
});

function setUp() {
  const ports = new ScriptedPorts();
  const requests: (readonly string[])[] = [];
  const batches = new PlacementBatches(ports, (orders) => {
    requests.push(orders.map(({ venueOrderId }) => venueOrderId));
    return Promise.resolve(orders.map(({ venueOrderId }) => ({ kind: 'rejected', reason: venueOrderId })));
  });
  return { ports, requests, batches };
}

describe('orders that are decided together', () => {
  it('leave in one request, and each hears what became of itself', async () => {
    const { requests, batches } = setUp();
    for (const name of ['a', 'b', 'c']) batches.announce(order(name));
    const outcomes = await Promise.all(['a', 'c', 'b'].map((name) => batches.place(order(name))));
    expect(requests).toEqual([['a', 'c', 'b']]);
    expect(outcomes.map((outcome) => 'reason' in outcome && outcome.reason)).toEqual(['a', 'c', 'b']);
  });

  it('are not waited for beyond 5 ms, nor those that were held back', async () => {
    const { ports, requests, batches } = setUp();
    for (const name of ['a', 'b']) batches.announce(order(name));
    const placed = batches.place(order('a'));
    await ports.pass(4);
    expect(requests).toEqual([]);
    await ports.pass(1);
    expect(requests).toEqual([['a']]);
    await placed;
    await ports.pass(60);
    await batches.place(order('c'));
    expect(requests).toEqual([['a'], ['c']]);
  });

  it('leave at once when they are alone, when they reduce risk, and when there are fifteen', async () => {
    const { requests, batches } = setUp();
    await batches.place(order('alone'));
    batches.announce(order('coming'));
    await batches.place(order('sold', 'exit'));
    expect(requests).toEqual([['alone'], ['sold']]);
    const names = Array.from({ length: 15 }, (_, index) => `order-${index}`);
    await Promise.all(names.map((name) => batches.place(order(name))));
    expect(requests.at(-1)).toEqual(names);
  });

  it('are of unknown outcome when nobody can say what became of the request', async () => {
    const batches = new PlacementBatches(new ScriptedPorts(), () => Promise.reject(new Error('broken')));
    batches.announce(order('b'));
    const outcomes = await Promise.all(['a', 'b'].map((name) => batches.place(order(name))));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['unknown', 'unknown']);
  });
});

const accepted = (orderID: string) => ({ success: true, errorMsg: '', orderID, status: 'live' });
const refused = (errorMsg: string, success = false) => ({ success, errorMsg, orderID: '', status: '' });

describe('the answer to a batch', () => {
  const kinds = (answer: unknown, status = 200) =>
    classifyBatch(json(status, answer), ['0xA', '0xb', '0xc'], new VenueModes(new ScriptedPorts().clock)).map(
      ({ kind }) => kind,
    );

  it('says of each order what became of it', () => {
    const answers = [
      accepted('0xa'),
      refused('not enough balance / allowance'),
      { ...accepted('0xc'), status: '' },
    ];
    expect(kinds(answers)).toEqual(['accepted', 'rejected', 'unknown']);
  });

  it.each<[string, unknown]>([
    ['another order than the request', [accepted('0xb'), refused('no'), accepted('0xa')]],
    ['fewer entries', [accepted('0xa'), accepted('0xb')]],
    ['more entries', [accepted('0xa'), accepted('0xb'), accepted('0xc'), refused('no')]],
    ['an order of somebody else', [accepted('0xa'), accepted('0xb'), accepted('0xd')]],
    ['no list', { success: false, errorMsg: 'no', orderID: '' }],
    ['a list of something else', ['0xa', '0xb', '0xc']],
    ['half a list', '[{"success":true'],
    ['HTML', '<html>ok</html>'],
  ])('proves nothing of any with %s', (_what, answer) => {
    expect(kinds(answer)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('refuses all when the whole is refused, and puts all off when the venue takes none', () => {
    expect(kinds({ error: 'order breaks minimum tick size' }, 400)).toEqual(Array(3).fill('rejected'));
    expect(kinds({ error: 'Trading is currently cancel-only.' }, 503)).toEqual(Array(3).fill('put-off'));
    expect(kinds('', 425)).toEqual(Array(3).fill('put-off'));
    expect(kinds('<html>Bad Gateway</html>', 502)).toEqual(Array(3).fill('unknown'));
  });

  // polymarket: after a restart an entry says success, with an empty id and these words.
  it('puts an order off that the venue will take later, and heeds the mode', () => {
    const modes = new VenueModes(new ScriptedPorts().clock);
    const answer = json(200, [refused('post_only_mode', true), accepted('0xb')]);
    expect(classifyBatch(answer, ['0xa', '0xb'], modes)).toMatchObject([
      { kind: 'put-off', retryAfterMs: 120_000 },
      { kind: 'accepted' },
    ]);
    expect(modes.mode).toBe('post-only');
  });

  it('refuses a post-only order that would cross, whatever its words sound like', () => {
    const modes = new VenueModes(new ScriptedPorts().clock);
    const answer = json(200, [refused('invalid post-only order: order crosses book'), accepted('0xb')]);
    expect(classifyBatch(answer, ['0xa', '0xb'], modes).map(({ kind }) => kind)).toEqual([
      'rejected',
      'accepted',
    ]);
    expect(modes.mode).toBe('normal');
  });
});
