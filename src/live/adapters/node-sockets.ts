import { WebSocket } from 'ws';
import type { DialOptions, Socket, SocketListener, Sockets } from '../ports/sockets.js';

/** How long a peer may take to answer the closing of a connection. */
const CLOSING_MS = 1_000;

/** WebSockets by `ws`, without compression: a small message cannot grow into a large one. */
export const nodeSockets: Sockets = { dial };

function dial({ url, maxPayloadBytes, handshakeTimeoutMs }: DialOptions, listener: SocketListener): Socket {
  const socket = new WebSocket(url, {
    maxPayload: maxPayloadBytes,
    handshakeTimeout: handshakeTimeoutMs,
    perMessageDeflate: false,
  });
  let fault = '';
  socket.on('open', () => listener.opened());
  socket.on('message', (data) => listener.message(data.toString()));
  socket.on('error', (error) => {
    fault = error.message;
  });
  socket.on('close', (code, reason) => listener.closed(code, fault || reason.toString()));
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => {
      socket.resume();
      socket.close();
      setTimeout(() => socket.terminate(), CLOSING_MS).unref();
    },
  };
}
