import { chmod, mkdir, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Signer } from './signer.js';
import { SIGNER_LINE_MAX } from './signer-requests.js';

/** A signer that listens. */
export interface SignerServer {
  close(): Promise<void>;
}

/** Listens on a socket that only this user can open (mode 0600), one JSON line a request and a line an answer. */
export async function serveSigner(signer: Pick<Signer, 'answer'>, path: string): Promise<SignerServer> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rm(path, { force: true });
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    serve(signer, socket);
  });
  await listen(server, path);
  return {
    close: () => {
      for (const socket of connections) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** The mask is set while the socket comes to be, so that there is no instant at which others could open it. */
async function listen(server: Server, path: string): Promise<void> {
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
  } finally {
    process.umask(mask);
  }
  await chmod(path, 0o600);
}

function serve(signer: Pick<Signer, 'answer'>, socket: Socket): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy()); // who asked is gone
  socket.on('data', (piece: string) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if ([rest, ...lines].some(({ length }) => length > SIGNER_LINE_MAX)) {
      socket.destroy();
      return;
    }
    for (const line of lines) {
      signer.answer(line).then((answer) => socket.writable && socket.write(`${JSON.stringify(answer)}\n`));
    }
  });
}
