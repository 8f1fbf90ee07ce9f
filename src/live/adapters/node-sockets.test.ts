import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { nodeSockets } from './node-sockets.js';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function server(connected: (socket: WebSocket) => void): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  closers.push(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on('connection', connected);
  return new Promise((resolve) => {
    server.on('listening', () => resolve(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

/** Dials and keeps what is told, until `enough` of it has come. */
function dialled(url: string) {
  const told: string[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const tell = (what: string) => {
    told.push(what);
    for (const { count, resolve } of waiting) if (told.length >= count) resolve();
  };
  const socket = nodeSockets.dial(
    { url, maxPayloadBytes: 1_000, handshakeTimeoutMs: 2_000 },
    { opened: () => tell('opened'), message: tell, closed: (code) => tell(`closed ${code}`) },
  );
  const enough = (count: number): Promise<readonly string[]> =>
    new Promise((resolve) => {
      waiting.push({ count, resolve: () => resolve(told) });
      if (told.length >= count) resolve(told);
    });
  return { socket, told, enough };
}

describe('a connection', () => {
  it('opens, hears, speaks and closes', async () => {
    const url = await server((socket) => socket.on('message', (data) => socket.send(`heard ${data}`)));
    const { socket, enough } = dialled(url);
    socket.send('lost: it is not open yet');
    await enough(1);
    socket.send('PING');
    await enough(2);
    socket.close();
    expect(await enough(3)).toEqual(['opened', 'heard PING', 'closed 1005']);
  });

  it('that nobody takes is told once, as closed', async () => {
    const url = await server(() => undefined);
    for (const close of closers.splice(0)) close();
    expect(await dialled(url).enough(1)).toEqual(['closed 1006']);
  });

  it('is closed by a message that is too large', async () => {
    const url = await server((socket) => socket.send('x'.repeat(1_001)));
    expect(await dialled(url).enough(2)).toEqual(['opened', 'closed 1006']);
  });

  it('is closed by text that is no UTF-8', async () => {
    const url = await server((socket) => socket.send(Buffer.from([0xff, 0xfe]), { binary: false }));
    expect(await dialled(url).enough(2)).toEqual(['opened', 'closed 1006']);
  });

  it('hears nothing while it is paused, and everything after', async () => {
    let peer: WebSocket | null = null;
    const url = await server((socket) => {
      peer = socket;
      socket.on('message', () => {
        for (let at = 0; at < 3; at += 1) socket.send(String(at));
        socket.send('done');
      });
    });
    const { socket, told, enough } = dialled(url);
    await enough(1);
    socket.pause();
    socket.send('go');
    const probe = dialled(await server((other) => other.send('a turn of the network has passed')));
    await probe.enough(2);
    expect([peer === null, told]).toEqual([false, ['opened']]);
    socket.resume();
    expect(await enough(5)).toEqual(['opened', '0', '1', '2', 'done']);
  });
});
