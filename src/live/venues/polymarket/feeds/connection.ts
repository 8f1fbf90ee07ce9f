import type { Ports } from '../../../ports/ports.js';
import type { Socket } from '../../../ports/sockets.js';
import type { Timer } from '../../../ports/timers.js';
import { BackOff } from './back-off.js';

/** How a connection shows that it lives. */
export type KeepAlive =
  /** We send PING, the venue answers PONG. */
  | { readonly kind: 'ping'; readonly everyMs: number; readonly staleMs: number }
  /** The venue sends `ping`, we answer `pong`. */
  | { readonly kind: 'answer'; readonly staleMs: number };

export interface ConnectionOptions {
  readonly url: string;
  readonly keepAlive: KeepAlive;
  /** Sent as soon as it opens. */
  hello(): readonly string[];
  message(text: string): void;
  /** Up when the venue answered something after the hello; told at each change. */
  up(isUp: boolean, reason: string): void;
}

/** A frame of an hour of a busy market is far below it. */
const LARGEST_FRAME_BYTES = 4 * 1024 * 1024;
const HANDSHAKE_MS = 10_000;

/** One connection that is opened again for as long as it is wanted. */
export class Connection {
  readonly #ports: Ports;
  readonly #options: ConnectionOptions;
  readonly #backOff: BackOff;
  #socket: Socket | null = null;
  #timer: Timer | null = null;
  #isUp = false;
  #isWanted = false;
  #isPaused = false;
  #heardMs = 0;
  #epoch = 0;

  constructor(ports: Ports, options: ConnectionOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#backOff = new BackOff(ports.entropy);
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  start(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#dial();
  }

  stop(): void {
    this.#isWanted = false;
    this.#drop('stopped');
  }

  /** Nothing is sent unless it is open. */
  send(text: string): void {
    this.#socket?.send(text);
  }

  /** Closes it and dials anew: what is subscribed may have gone quiet. */
  restart(reason: string): void {
    if (!this.#isWanted) return;
    this.#drop(reason);
    this.#later(this.#backOff.nextMs(), () => this.#dial());
  }

  /** Stops reading: the inbox is full. */
  pause(): void {
    this.#isPaused = true;
    this.#socket?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    // What came meanwhile is still to be read: silence is counted from here.
    this.#heardMs = this.#ports.clock.monotonicMs();
    this.#socket?.resume();
  }

  #dial(): void {
    const epoch = this.#epoch + 1;
    this.#epoch = epoch;
    // A listener of a connection that was given up hears nothing more.
    const current = (act: () => void) => () => {
      if (epoch === this.#epoch) act();
    };
    this.#socket = this.#ports.sockets.dial(
      {
        url: this.#options.url,
        maxPayloadBytes: LARGEST_FRAME_BYTES,
        handshakeTimeoutMs: HANDSHAKE_MS,
      },
      {
        opened: current(() => this.#opened()),
        message: (text) => current(() => this.#hear(text))(),
        closed: (code, reason) => current(() => this.restart(`closed with ${code} ${reason}`.trim()))(),
      },
    );
  }

  #opened(): void {
    this.#heardMs = this.#ports.clock.monotonicMs();
    for (const text of this.#options.hello()) this.send(text);
    if (this.#isPaused) this.#socket?.pause();
    this.#keepAlive(false);
  }

  /** @param held whether it has stood for a while: one that is refused as soon as it opens waits ever longer. */
  #keepAlive(held: boolean): void {
    const { keepAlive } = this.#options;
    const silentMs = this.#ports.clock.monotonicMs() - this.#heardMs;
    if (!this.#isPaused && silentMs > keepAlive.staleMs) {
      this.restart(`nothing came for ${Math.round(silentMs)} ms`);
      return;
    }
    if (held && this.#isUp) this.#backOff.reset();
    if (keepAlive.kind === 'ping') this.send('PING');
    this.#later(keepAlive.kind === 'ping' ? keepAlive.everyMs : keepAlive.staleMs / 3, () =>
      this.#keepAlive(true),
    );
  }

  #hear(text: string): void {
    this.#heardMs = this.#ports.clock.monotonicMs();
    this.#setUp(true, '');
    if (text === 'PONG') return;
    if (text === 'ping' && this.#options.keepAlive.kind === 'answer') this.send('pong');
    else this.#options.message(text);
  }

  #drop(reason: string): void {
    this.#epoch += 1;
    if (this.#timer !== null) this.#ports.timers.cancel(this.#timer);
    this.#timer = null;
    this.#socket?.close();
    this.#socket = null;
    this.#setUp(false, reason);
  }

  #setUp(isUp: boolean, reason: string): void {
    if (this.#isUp === isUp) return;
    this.#isUp = isUp;
    this.#options.up(isUp, reason);
  }

  #later(delayMs: number, run: () => void): void {
    this.#timer = this.#ports.timers.after(delayMs, () => {
      this.#timer = null;
      run();
    });
  }
}
