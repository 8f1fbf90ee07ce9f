import { connect } from 'node:net';
import type { HttpRequest } from '../../ports/http.js';
import type { Ports } from '../../ports/ports.js';
import type { LiveStore } from '../../store/live-store.js';
import type { VenueAdapter } from '../../venues/venue-adapter.js';

/** Where a process dies, and what it must have been doing. K18, the rotation of keys, is a test of the keystore. */
export const CRASH_POINTS = {
  K0: 'before the intent is written',
  K1: 'after the intent is committed',
  K2: 'after signing',
  K3: 'after SENDING is committed',
  K4: 'with half of the request out',
  K5: 'with the request out and no reply',
  K6: 'with the reply unread',
  K7: 'before the reply is committed',
  K8: 'while the reply is committed',
  K9: 'after that commit',
  K10: 'before a fill is written',
  K11: 'while a fill is written',
  K12: 'after a fill is written, before anybody is told',
  K13a: 'after a cancel is written',
  K13b: 'with a cancel out and no reply',
  K13c: 'with the reply to a cancel unread',
  K14: 'while a failed fill is taken back',
  K15: 'in the middle of a reconciliation',
  K16: 'in the middle of a stop',
} as const;
export type CrashPoint = keyof typeof CRASH_POINTS;

/** Points of an order that rests and is cancelled. */
export const CANCEL_POINTS: readonly CrashPoint[] = ['K13a', 'K13b', 'K13c'];

const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
};
const isOrder = ({ method, url }: HttpRequest): boolean => method === 'POST' && url.endsWith('/order');
const isCancel = ({ method, url }: HttpRequest): boolean => method === 'DELETE' && url.endsWith('/order');

/** Sends the first `share` of a request over a connection of its own, and dies when the bytes are out. */
function dieSending(request: HttpRequest, share: number): Promise<never> {
  const url = new URL(request.url);
  const body = request.body ?? '';
  const headers = Object.entries({
    ...request.headers,
    host: url.host,
    'content-length': String(Buffer.byteLength(body)),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const whole = `${request.method} ${url.pathname} HTTP/1.1\r\n${headers.join('')}\r\n${body}`;
  const socket = connect(Number(url.port), url.hostname);
  socket.on('connect', () => {
    const part = share === 1 ? whole : whole.slice(0, whole.length - Math.floor(body.length * (1 - share)));
    // The kernel sends what it has taken, whatever becomes of the process.
    socket.write(part, () => setTimeout(() => void die(), 50));
  });
  return new Promise(() => undefined);
}

/** Ports of a process that dies at `point`. */
export function dyingPorts(ports: Ports, point: CrashPoint): Ports {
  return {
    ...ports,
    http: {
      send: async (request) => {
        if (point === 'K4' && isOrder(request)) return dieSending(request, 0.5);
        if (point === 'K5' && isOrder(request)) return dieSending(request, 1);
        if (point === 'K13b' && isCancel(request)) return dieSending(request, 1);
        const result = await ports.http.send(request);
        if (point === 'K6' && isOrder(request)) return die();
        if (point === 'K13c' && isCancel(request)) return die();
        return result;
      },
    },
  };
}

type Methods = Partial<LiveStore>;

/** The store of a process that dies at `point`. */
export function dyingStore(store: LiveStore, point: CrashPoint): LiveStore {
  const change = storeMethods(store, point);
  return new Proxy(store, {
    get: (target, name) => {
      const own = Reflect.get(change, name) as unknown;
      const value = own ?? (Reflect.get(target, name) as unknown);
      return typeof value === 'function' && own === undefined ? value.bind(target) : value;
    },
  });
}

function storeMethods(store: LiveStore, point: CrashPoint): Methods {
  const after =
    <All extends readonly unknown[], T>(run: (...all: All) => Promise<T>, when: (...all: All) => boolean) =>
    async (...all: All): Promise<T> => {
      const answer = await run(...all);
      return when(...all) ? die() : answer;
    };
  const during = <T>(run: Promise<T>): Promise<T> => {
    setTimeout(() => void die(), 1);
    return run;
  };
  const move = store.transition.bind(store);
  const fill = store.recordFill.bind(store);
  const isReply = (to: string): boolean => to === 'live' || to === 'filled' || to === 'partial';
  switch (point) {
    case 'K0':
      return { admit: die };
    case 'K1':
      return { admit: after(store.admit.bind(store), (_fence, _intent, _extra) => true) };
    case 'K2':
      return { transition: after(move, (_fence, { to }) => to === 'signed') };
    case 'K3':
      return { transition: after(move, (_fence, { to }) => to === 'sending') };
    case 'K7':
      return { transition: (fence, step) => (isReply(step.to) ? die() : move(fence, step)) };
    case 'K8':
      return {
        transition: (fence, step) => (isReply(step.to) ? during(move(fence, step)) : move(fence, step)),
      };
    case 'K9':
      return { transition: after(move, (_fence, { to }) => isReply(to)) };
    case 'K10':
      return { recordFill: die };
    case 'K11':
      return { recordFill: (...all) => during(fill(...all)) };
    case 'K12':
      return { recordFill: after(fill, (_fence, _fill, _at) => true) };
    case 'K13a':
      return { requestCancel: after(store.requestCancel.bind(store), (_fence, _intent, _at) => true) };
    case 'K14':
      return { recordFill: (...all) => (all[1].status === 'failed' ? during(fill(...all)) : fill(...all)) };
    case 'K16':
      return { endSession: die };
    default:
      return {};
  }
}

/** The adapter of a process that dies at `point`. */
export function dyingVenue(venue: VenueAdapter, point: CrashPoint): VenueAdapter {
  if (point !== 'K15') return venue;
  return new Proxy(venue, {
    get: (target, name) => {
      if (name === 'balances') return die;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
