import { describe, expect, it } from 'vitest';
import type { Micros, Shares } from '../../engine/units.js';
import type { OrderDesk } from '../orders/order-desk.js';
import { MemoryStore } from '../store/memory/memory-store.js';
import type { VenueAdapter } from '../venues/venue-adapter.js';
import { openPaperStore, paperSession, usd } from './paper-session.testing.js';
import { reconcileAccount } from './reconcile-account.js';
import { VirtualWorld } from './virtual-world.testing.js';

/** Ten shares were bought for 4.12 and their market was decided for them: 1,005.88 in the ledger. */
async function won() {
  const world = new VirtualWorld();
  const store = new MemoryStore();
  await openPaperStore(store, world);
  const { session, feed } = await paperSession({ world, store });
  await world.until(session.start());
  for (let second = 0; second < 3; second += 1) {
    feed.quote(39 - (second % 2), 40);
    await world.pass(1_000);
  }
  feed.resolve(1);
  await world.pass(1_000);
  const asked: string[][] = [];
  const compare = (cash: number, shares: Readonly<Record<string, number>>) => {
    const venue = {
      balances: (instruments: readonly string[]) => {
        asked.push([...instruments]);
        const held = instruments.flatMap((one) => (one in shares ? [[one, shares[one]] as const] : []));
        return Promise.resolve({
          kind: 'read',
          at: world.ports.clock.now() as Micros,
          value: { cash: usd(cash), shares: new Map(held) as unknown as ReadonlyMap<string, Shares> },
        });
      },
    } as unknown as VenueAdapter;
    const desk = { look: () => Promise.resolve(true), open: [] } as unknown as OrderDesk;
    return reconcileAccount({ account: 'paper', desk, store, venue, fence: () => session.fence });
  };
  return { store, asked, compare };
}

describe('an account with a holding that was decided', () => {
  it('agrees when the venue has paid, and asks for nothing more', async () => {
    const { asked, compare } = await won();
    expect(await compare(1_005.88, {})).toEqual({ kind: 'agrees' });
    expect(asked).toEqual([[]]);
  });

  it('agrees while its shares wait to be redeemed: they are worth what the ledger has for them', async () => {
    const { store, asked, compare } = await won();
    expect(await compare(995.88, { '101': 10_000_000 })).toEqual({ kind: 'agrees' });
    expect(asked).toEqual([[], ['101']]);
    expect(await store.lastBalances('paper')).toMatchObject({ cash: usd(995.88) });
  });

  it('agrees when a part of them was redeemed', async () => {
    const { compare } = await won();
    expect(await compare(999.88, { '101': 6_000_000 })).toEqual({ kind: 'agrees' });
  });

  it('differs when they are gone and the money did not come', async () => {
    const { compare } = await won();
    expect(await compare(995.88, { '101': 0 })).toEqual({
      kind: 'differs',
      differences: ['cash is 1005.88 USD here and 995.88 USD at the venue'],
    });
    expect(await compare(990, { '101': 10_000_000 })).toEqual({
      kind: 'differs',
      differences: [
        'cash is 1005.88 USD here and 990.00 USD and 10.00 USD in shares that were not redeemed at the venue',
      ],
    });
  });

  it('is not read when the venue does not say what it has of them', async () => {
    const { compare } = await won();
    expect(await compare(995.88, {})).toMatchObject({ kind: 'not-read' });
  });
});
