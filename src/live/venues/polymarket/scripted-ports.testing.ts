import type { Micros } from '../../../engine/units.js';
import type { HttpRequest, HttpResult } from '../../ports/http.js';
import type { Ports } from '../../ports/ports.js';
import type { DialOptions, Socket, SocketListener } from '../../ports/sockets.js';
import type { Timer } from '../../ports/timers.js';

/** Ten in the morning UTC of a day in May 2026, microseconds. */
export const START = (Date.UTC(2026, 4, 1, 10) * 1_000) as Micros;

/** A connection as the venue sees it. */
export interface Dialled {
  readonly options: DialOptions;
  readonly sent: string[];
  isPaused: boolean;
  isClosed: boolean;
  open(): void;
  say(text: string): void;
  hangUp(): void;
}

interface Waiting {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** A world that does only what a test says: time that is moved on, answers from a script, sockets by hand. */
export class ScriptedPorts implements Ports {
  readonly requests: HttpRequest[] = [];
  readonly dialled: Dialled[] = [];
  /** Answers each request; by default nothing is there. */
  answer: (request: HttpRequest) => HttpResult | Promise<HttpResult> = () => ({
    kind: 'response',
    status: 404,
    headers: {},
    body: 'nothing here',
  });
  #nowMs = 0;
  #order = 0;
  #chance = 0;
  readonly #waiting = new Map<Timer, Waiting>();

  readonly clock = {
    now: () => (START + Math.round(this.#nowMs * 1_000)) as Micros,
    monotonicMs: () => this.#nowMs,
  };
  readonly timers = {
    after: (delayMs: number, run: () => void): Timer => {
      const timer = { timer: Symbol('timer') } as unknown as Timer;
      this.#order += 1;
      this.#waiting.set(timer, { atMs: this.#nowMs + delayMs, order: this.#order, run });
      return timer;
    },
    cancel: (timer: Timer): void => {
      this.#waiting.delete(timer);
    },
  };
  readonly entropy = {
    bytes: (count: number) =>
      Uint8Array.from({ length: count }, () => (this.#chance = (this.#chance * 167 + 89) % 251)),
  };
  readonly http = {
    send: async (request: HttpRequest): Promise<HttpResult> => {
      this.requests.push(request);
      return await this.answer(request);
    },
  };
  readonly sockets = {
    dial: (options: DialOptions, listener: SocketListener) => this.#dial(options, listener),
  };

  /** Lets time pass, timers firing in their order, and every promise that they lead to. */
  async pass(ms: number): Promise<void> {
    const until = this.#nowMs + ms;
    await settle();
    for (;;) {
      const [next] = [...this.#waiting].sort(
        ([, left], [, right]) => left.atMs - right.atMs || left.order - right.order,
      );
      if (next === undefined || next[1].atMs > until) break;
      this.#waiting.delete(next[0]);
      this.#nowMs = Math.max(this.#nowMs, next[1].atMs);
      next[1].run();
      await settle();
    }
    this.#nowMs = until;
  }

  /** The newest connection to an address that contains `part`. */
  connection(part = ''): Dialled {
    const found = this.dialled.findLast(({ options }) => options.url.includes(part));
    if (found === undefined) throw new Error(`nothing was dialled that contains ${part}`);
    return found;
  }

  #dial(options: DialOptions, listener: SocketListener): Socket {
    const dialled: Dialled = {
      options,
      sent: [],
      isPaused: false,
      isClosed: false,
      open: () => listener.opened(),
      say: (text) => listener.message(text),
      hangUp: () => {
        dialled.isClosed = true;
        listener.closed(1006, 'gone');
      },
    };
    this.dialled.push(dialled);
    return {
      send: (text) => dialled.sent.push(text),
      pause: () => {
        dialled.isPaused = true;
      },
      resume: () => {
        dialled.isPaused = false;
      },
      close: () => {
        dialled.isClosed = true;
        listener.closed(1005, '');
      },
    };
  }
}

/** Runs what promises wait for. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

/** An answer of the venue in JSON. */
export const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResult => ({
  kind: 'response',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
