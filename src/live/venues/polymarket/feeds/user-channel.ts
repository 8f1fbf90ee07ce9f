import type { Ports } from '../../../ports/ports.js';
import type { VenueEvent } from '../../venue-adapter.js';
import type { TokenTable } from '../catalog/token-table.js';
import { fillsOfTrade, type OwnMarks } from '../orders/fills-of-trade.js';
import type { ApiCredentials } from '../signing/l2-headers.js';
import { readUserFrame, type UserMessage, type WireOrder } from '../wire/user-message.js';
import { faultValue } from '../wire/wire-fault.js';
import { Connection } from './connection.js';

export interface UserChannelOptions {
  readonly url: string;
  readonly credentials: ApiCredentials;
  readonly own: OwnMarks;
  readonly tokens: TokenTable;
  listener(event: VenueEvent): void;
}

/** Orders and trades of the account as they happen, every market. */
export class UserChannel {
  readonly #connection: Connection;
  readonly #options: UserChannelOptions;

  constructor(ports: Ports, options: UserChannelOptions) {
    this.#options = options;
    const { key, secret, passphrase } = options.credentials;
    this.#connection = new Connection(ports, {
      url: options.url,
      keepAlive: { kind: 'ping', everyMs: 10_000, staleMs: 30_000 },
      hello: () => [JSON.stringify({ type: 'user', auth: { apiKey: key, secret, passphrase } })],
      message: (text) => {
        for (const message of readUserFrame(text)) this.#hear(message);
      },
      up: (up) => options.listener({ kind: 'user-channel', up }),
    });
  }

  start(): void {
    this.#connection.start();
  }

  stop(): void {
    this.#connection.stop();
  }

  #hear(message: UserMessage): void {
    for (const event of userEvents(message, this.#options)) this.#options.listener(event);
  }
}

/** What a message means for us. */
export function userEvents(
  message: UserMessage,
  { own, tokens }: Pick<UserChannelOptions, 'own' | 'tokens'>,
): readonly VenueEvent[] {
  switch (message.kind) {
    case 'order':
      return [orderEvent(message.order)];
    case 'unrecognised':
      return [{ kind: 'unrecognised', venueOrderId: null, detail: message.detail }];
    case 'unreadable': {
      const { fault, id } = message;
      const detail = `${fault.message}: ${faultValue(fault)}`;
      return [{ kind: 'unrecognised', venueOrderId: id, detail }];
    }
    default: {
      const reading = fillsOfTrade(message.trade, own, tokens);
      if (reading.kind === 'fills') return reading.fills.map((fill) => ({ kind: 'fill', fill }));
      if (reading.kind === 'unattributed') {
        return [{ kind: 'foreign', what: 'trade', id: reading.tradeId, detail: 'no order in it is ours' }];
      }
      const detail = `trade ${reading.tradeId} has status ${reading.status.slice(0, 60)}`;
      return [{ kind: 'unrecognised', venueOrderId: reading.orderId, detail }];
    }
  }
}

/** The status says more than the type: an UPDATE of a cancelled order is its cancellation. */
function orderEvent(order: WireOrder): VenueEvent {
  const { id, status, type, matched, at } = order;
  const news = (what: Extract<VenueEvent, { kind: 'order' }>['status']): VenueEvent => ({
    kind: 'order',
    venueOrderId: id,
    status: what,
    at,
  });
  switch (status) {
    case 'CANCELED':
    case 'CANCELED_MARKET_RESOLVED':
      return news({ kind: 'cancelled', matched, reason: status.toLowerCase() });
    case 'INVALID':
      return news({ kind: 'rejected', reason: 'invalid' });
    case 'LIVE':
    case 'DELAYED':
    case 'MATCHED':
    case 'UNMATCHED':
      break;
    default:
      return { kind: 'unrecognised', venueOrderId: id, detail: `order status ${status.slice(0, 60)}` };
  }
  if (type === 'CANCELLATION') return news({ kind: 'cancelled', matched, reason: 'cancelled' });
  if (type === 'PLACEMENT') return news({ kind: 'placed', status: ACCEPTED[status] });
  if (type === 'UPDATE') return news({ kind: 'updated', matched });
  return { kind: 'unrecognised', venueOrderId: id, detail: `order message ${String(type).slice(0, 60)}` };
}

const ACCEPTED = { LIVE: 'live', DELAYED: 'delayed', MATCHED: 'matched', UNMATCHED: 'unmatched' } as const;
