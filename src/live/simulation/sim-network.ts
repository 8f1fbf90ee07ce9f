import type { Http, HttpRequest, HttpResult } from '../ports/http.js';
import type { Socket, SocketListener, Sockets } from '../ports/sockets.js';
import type { FakeVenue } from '../venues/fake/fake-venue.js';
import type { FaultDice } from '../venues/fake/faults/fault-dice.js';
import { fateOf, type RequestFate } from '../venues/fake/faults/request-faults.js';
import { faultyClient } from '../venues/fake/faults/socket-faults.js';
import type { VenueEnd } from '../venues/fake/wire/channels.js';
import type { VenueRequest, VenueResponse } from '../venues/fake/wire/venue-http.js';
import type { EventLog } from './event-log.js';
import type { SimProcess } from './sim-process.js';
import type { VirtualTime } from './virtual-time.js';

/** Where the venue stands in this world, over HTTP and over sockets. */
export const SIM_HOST = 'http://venue';
export const SIM_SOCKETS = 'ws://venue';

/** One way, milliseconds: from and below. */
const WAY_MS = [5, 60] as const;

/** What the network is made of. */
export interface NetworkParts {
  readonly time: VirtualTime;
  readonly venue: FakeVenue;
  readonly dice: FaultDice;
  readonly log: EventLog;
  /** Told of each request before it leaves, and as it arrives. */
  watch(moment: 'leaves' | 'arrives', request: VenueRequest, process: SimProcess): void;
}

/** The network between simulated processes and the fake venue. */
export class SimNetwork {
  readonly #parts: NetworkParts;
  readonly #open = new Set<() => void>();

  constructor(parts: NetworkParts) {
    this.#parts = parts;
  }

  /** Drops every connection once: what had frozen is dialled anew. */
  dropAll(): void {
    for (const drop of [...this.#open]) drop();
  }

  http(process: SimProcess): Http {
    return {
      send: (request) =>
        new Promise((resolve) => {
          let answered = false;
          const timeout = this.#parts.time.timers.after(request.timeoutMs, () =>
            answer({ kind: 'failed', reached: 'maybe', reason: 'timeout' }),
          );
          const answer = (result: HttpResult): void => {
            if (answered) return;
            answered = true;
            this.#parts.time.timers.cancel(timeout);
            process.wake(() => resolve(result));
          };
          this.#carry(process, request, answer);
        }),
    };
  }

  #carry(process: SimProcess, request: HttpRequest, answer: (result: HttpResult) => void): void {
    const { time, dice, log, watch } = this.#parts;
    const asked = venueRequest(request);
    watch('leaves', asked, process);
    const fate = fateOf(dice, asked);
    log.add('request', `${process.name} ${asked.method} ${asked.target} ${fate.arrives}`);
    const way = this.#way();
    if (fate.arrives === 'lost') return;
    if (fate.arrives === 'refused') {
      time.timers.after(way, () => answer({ kind: 'failed', reached: 'no', reason: 'connection refused' }));
      return;
    }
    const arrive = (reply: (response: VenueResponse) => void): void => {
      watch('arrives', asked, process);
      // What is answered at the door does not get in.
      if (fate.atTheDoor !== null) reply(fate.atTheDoor);
      else reply(this.#parts.venue.handle(asked));
    };
    time.timers.after(way + fate.slowerMs, () => arrive((response) => this.#back(fate, response, answer)));
    if (fate.againAfterMs !== null) {
      time.timers.after(way + fate.slowerMs + fate.againAfterMs, () => arrive(() => undefined));
    }
  }

  #back(fate: RequestFate, response: VenueResponse, answer: (result: HttpResult) => void): void {
    const { time, log } = this.#parts;
    const spoilt = fate.spoil(response);
    log.add('response', `${spoilt.status} ${fate.returns} ${spoilt.body.slice(0, 400)}`);
    if (!fate.returns) return;
    const { status, headers, body } = spoilt;
    time.timers.after(this.#way() + fate.backSlowerMs, () =>
      answer({ kind: 'response', status, headers, body }),
    );
  }

  sockets(process: SimProcess): Sockets {
    return { dial: ({ url }, listener) => this.#dial(process, url.slice(SIM_SOCKETS.length), listener) };
  }

  #dial(process: SimProcess, path: string, listener: SocketListener): Socket {
    const { time, venue, dice, log } = this.#parts;
    let end: VenueEnd | null = null;
    let isOpen = true;
    const close = (code: number, reason: string): void => {
      if (!isOpen) return;
      isOpen = false;
      this.#open.delete(drop);
      end?.closed();
      process.wake(() => listener.closed(code, reason));
    };
    const drop = (): void => close(1006, 'connection reset');
    this.#open.add(drop);
    process.whenDead(() => close(1006, 'died'));
    // A lane keeps its order: whoever comes later waits for whoever came before.
    let lane = 0;
    const down = (text: string): void => {
      lane = Math.max(lane, time.now + this.#way() * 1_000);
      time.at(lane, () => {
        if (!isOpen) return;
        log.add('message', `${process.name} ${path} ${text.length} ${text.slice(0, 200)}`);
        process.wake(() => {
          if (isOpen) listener.message(text);
        });
      });
    };
    const client = faultyClient(
      { send: down, close },
      { dice, after: (ms, run) => void time.timers.after(ms, run) },
    );
    time.timers.after(this.#way(), () => {
      if (!isOpen) return;
      end = venue.connect(path, client);
      if (end === null) close(1008, 'no such channel');
      else process.wake(() => listener.opened());
    });
    return {
      send: (text) => {
        time.timers.after(this.#way(), () => {
          if (isOpen) end?.received(text);
        });
      },
      pause: () => undefined,
      resume: () => undefined,
      close: () => close(1000, ''),
    };
  }

  #way(): number {
    return this.#parts.dice.between('way', ...WAY_MS);
  }
}

function venueRequest({ method, url, headers, body }: HttpRequest): VenueRequest {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method,
    target: url.slice(SIM_HOST.length),
    headers: Object.fromEntries(lower),
    body: body ?? '',
  };
}
