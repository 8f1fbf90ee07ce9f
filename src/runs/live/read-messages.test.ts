import { describe, expect, it } from 'vitest';
import { openPaperStore } from '../../live/session/paper-session.testing.js';
import { VirtualWorld } from '../../live/session/virtual-world.testing.js';
import type { OutboxRow } from '../../live/store/live-store.js';
import { MemoryStore } from '../../live/store/memory/memory-store.js';
import { readMessages } from './read-messages.js';

async function halted(...reasons: readonly string[]) {
  const world = new VirtualWorld();
  const store = new MemoryStore();
  await openPaperStore(store, world);
  const halt = (reason: string) =>
    store.kill({ account: 'paper', strategy: null, reason, by: 'test', at: world.ports.clock.now() });
  for (const reason of reasons) await halt(reason);
  const read = async (consumer: string, takes: (reason: string) => boolean = () => true, topic = 'kill') => {
    const told: string[] = [];
    const result = await world.until(
      readMessages(store, world.ports, {
        consumer,
        follow: false,
        wants: (message) => message.topic === topic,
        deliver: (message: OutboxRow) => {
          const { reason } = JSON.parse(message.payload) as { readonly reason: string };
          told.push(reason);
          return Promise.resolve(takes(reason));
        },
        stopped: () => false,
      }),
    );
    return { told, ...result };
  };
  return { world, store, halt, read };
}

describe('messages of the live store', () => {
  it('are passed on once to each reader, in their order', async () => {
    const { read, halt } = await halted('one', 'two');
    expect(await read('phone')).toEqual({ told: ['one', 'two'], delivered: 2, failed: 0 });
    expect(await read('phone')).toEqual({ told: [], delivered: 0, failed: 0 });
    await halt('three');
    expect(await read('phone')).toMatchObject({ told: ['three'] });
    expect(await read('log')).toMatchObject({ told: ['one', 'two', 'three'] });
  });

  it('are offered again a minute after they could not be passed on', async () => {
    const { world, read } = await halted('one', 'two');
    expect(await read('phone', (reason) => reason !== 'one')).toEqual({
      told: ['one', 'two'],
      delivered: 1,
      failed: 1,
    });
    expect((await read('phone')).told).toEqual([]);
    await world.pass(61_000);
    expect((await read('phone')).told).toEqual(['one']);
    expect((await read('phone')).told).toEqual([]);
  });

  it('that are not wanted do not come back', async () => {
    const { world, read } = await halted('one');
    expect(await read('phone', () => true, 'fill')).toEqual({ told: [], delivered: 0, failed: 0 });
    await world.pass(61_000);
    expect((await read('phone')).told).toEqual([]);
  });

  it('are waited for by who follows, until it is told to stop', async () => {
    const { world, store, halt } = await halted();
    const told: string[] = [];
    let stop = false;
    const reading = readMessages(store, world.ports, {
      consumer: 'phone',
      follow: true,
      wants: () => true,
      deliver: ({ topic }) => {
        told.push(topic);
        return Promise.resolve(true);
      },
      stopped: () => stop,
    });
    await world.pass(3_000);
    told.length = 0;
    await halt('late');
    await world.pass(2_000);
    expect(told).toEqual(['kill']);
    stop = true;
    await world.until(reading);
  });
});
