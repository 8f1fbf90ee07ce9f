import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { runHere, TOUCHLINE } from './run-cli.testing.js';

/** Lines that a sandbox prints, one by one, and its end. */
function spawnSandbox(args: readonly string[]) {
  const [node = '', ...rest] = TOUCHLINE;
  const child = spawn(node, [...rest, 'sandbox', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  return { child, ended, next: async () => JSON.parse((await lines.next()).value ?? 'null') };
}

interface Listed {
  readonly events: readonly { readonly markets: readonly { readonly clobTokenIds: string }[] }[];
}

describe('touchline sandbox', () => {
  it('serves the bundled season as a venue, and stops clean on Ctrl-C', async () => {
    const sandbox = spawnSandbox(['--games', '4', '--speed', '2000', '--port', '0', '--json']);
    const { hosts, markets } = await sandbox.next();
    expect(markets).toBe(2 + 3 * 2);
    const listed = (await (await fetch(`${hosts.gamma}/events/keyset?limit=100`)).json()) as Listed;
    expect(listed.events).toHaveLength(4);
    const tokens = listed.events.flatMap((event) =>
      event.markets.flatMap(({ clobTokenIds }) => JSON.parse(clobTokenIds)),
    );
    const socket = new WebSocket(`${hosts.sockets}/ws/market`);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ type: 'market', assets_ids: tokens }));
    await new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        if (JSON.parse(data.toString()).event_type === 'price_change') resolve();
      });
    });
    sandbox.child.kill('SIGINT');
    const counts = await sandbox.next();
    expect(counts.messages).toBeGreaterThan(1);
    expect(await sandbox.ended).toBe(0);
  });

  it('ends by itself when the recording has been served and nobody is connected', async () => {
    const sandbox = spawnSandbox([
      '--games',
      '1',
      '--speed',
      '10000',
      '--port',
      '0',
      '--quiet',
      '1',
      '--json',
    ]);
    await sandbox.next();
    expect(await sandbox.next()).toMatchObject({ orders: 0, trades: 0, connections: 0 });
    expect(await sandbox.ended).toBe(0);
  });

  it.each([
    [['--db', 'x.duckdb'], 'CLI_OPTION'],
    [['--speed', '0'], 'above 0'],
  ])('refuses %j', async (args, words) => {
    const result = await runHere('sandbox', ...args);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(words);
  });
});
