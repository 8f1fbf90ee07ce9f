import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { TouchlineError } from '../../../../engine/errors.js';
import type { FakeVenue } from '../fake-venue.js';
import type { FaultDice } from '../faults/fault-dice.js';
import { fateOf } from '../faults/request-faults.js';
import { faultyClient } from '../faults/socket-faults.js';
import type { ClientEnd } from '../wire/channels.js';
import type { VenueRequest, VenueResponse } from '../wire/venue-http.js';
import { type SandboxHosts, sandboxHosts } from './sandbox-hosts.js';

const LOOPBACK = '127.0.0.1';
const BODY_MOST_BYTES = 1_048_576;
const MESSAGE_MOST_BYTES = 1_048_576;
/** A client that does not read is cut off when so much waits for it. */
/** How a connection ends that nobody has closed. */
const RESET = 1006;
const BACKLOG_MOST_BYTES = 64 * 1_048_576;

/** A fake venue that listens. */
export interface VenueServer {
  readonly port: number;
  readonly hosts: SandboxHosts;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/**
 * Serves `venue` on a loopback port; 0 = any that is free.
 *
 * @param dice what goes wrong on the way; nothing when left out.
 * @throws LIVE_PORT when the port cannot be had.
 */
export async function serveVenue(venue: FakeVenue, port = 0, dice?: FaultDice): Promise<VenueServer> {
  const http = createServer((request, response) => {
    answerRequest({ venue, dice }, request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_MOST_BYTES });
  http.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (socket) =>
      attach({ venue, dice }, socket, request.url ?? ''),
    );
  });
  await listen(http, port);
  const bound = (http.address() as AddressInfo).port;
  return {
    port: bound,
    hosts: sandboxHosts(bound),
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
}

function listen(http: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (cause) =>
      reject(
        new TouchlineError('LIVE_PORT', `cannot listen on port ${port}`, {
          where: { host: LOOPBACK, port },
          hint: 'another process may have it: choose another, or 0 for any that is free',
          cause,
        }),
      ),
    );
    http.listen(port, LOOPBACK, resolve);
  });
}

interface Served {
  readonly venue: FakeVenue;
  readonly dice: FaultDice | undefined;
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function answerRequest(
  { venue, dice }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const read = await readRequest(request);
  if (read === null) {
    response.writeHead(413).end();
    return;
  }
  if (dice === undefined) {
    write(response, venue.handle(read));
    return;
  }
  const fate = fateOf(dice, read);
  await later(fate.slowerMs);
  // Whoever sent it cannot tell a request that was lost from an answer that was.
  if (fate.arrives !== 'yes') {
    if (fate.arrives === 'refused') response.destroy();
    return;
  }
  const answer = fate.spoil(fate.atTheDoor ?? venue.handle(read));
  if (fate.againAfterMs !== null && fate.atTheDoor === null) {
    setTimeout(() => venue.handle(read), fate.againAfterMs);
  }
  await later(fate.backSlowerMs);
  if (fate.returns) write(response, answer);
}

function write(response: ServerResponse, { status, headers, body }: VenueResponse): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** The whole request; `null` = its body is too large. */
async function readRequest(request: IncomingMessage): Promise<VenueRequest | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > BODY_MOST_BYTES) return null;
    parts.push(part);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers,
    body: Buffer.concat(parts).toString('utf8'),
  };
}

function attach({ venue, dice }: Served, socket: WebSocket, url: string): void {
  const client: ClientEnd = {
    send: (text) => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > BACKLOG_MOST_BYTES) socket.terminate();
      else socket.send(text);
    },
    close: (code, reason) => (code === RESET ? socket.terminate() : socket.close(code, reason)),
  };
  const after = (ms: number, run: () => void): void => void setTimeout(run, ms);
  const end = venue.connect(
    url.split('?')[0] ?? '',
    dice === undefined ? client : faultyClient(client, { dice, after }),
  );
  if (end === null) {
    socket.close(1008, 'no such channel');
    return;
  }
  socket.on('message', (data: RawData) => end.received(data.toString()));
  socket.on('close', () => end.closed());
  // What breaks ends in `close` as well.
  socket.on('error', () => socket.terminate());
}
