/** What a connection tells its owner. After `closed` nothing more comes. */
export interface SocketListener {
  opened(): void;
  message(text: string): void;
  /** Closed by either end, or never opened. */
  closed(code: number, reason: string): void;
}

/** One WebSocket connection. */
export interface Socket {
  send(text: string): void;
  /** Stops reading from the network until `resume`: for an inbox that is full. */
  pause(): void;
  resume(): void;
  close(): void;
}

/** How a connection is made. */
export interface DialOptions {
  readonly url: string;
  /** Larger messages close the connection. */
  readonly maxPayloadBytes: number;
  readonly handshakeTimeoutMs: number;
}

export interface Sockets {
  dial(options: DialOptions, listener: SocketListener): Socket;
}
