import type { Agenda, VenueAction } from './agenda.js';
import type { Latency } from './simulation/latency.js';
import type { Venue } from './simulation/venue.js';
import type { VenueReport } from './simulation/venue-report.js';
import type { Micros } from './units.js';

/** Carries orders to a venue and its answers back, each with its own delay. */
export class Courier {
  readonly #agenda: Agenda;
  readonly #latency: Latency;
  readonly #lag: Int32Array;

  /** @param lag of each market's last event, local less venue time, microseconds. */
  constructor(agenda: Agenda, latency: Latency, lag: Int32Array) {
    this.#agenda = agenda;
    this.#latency = latency;
    this.#lag = lag;
  }

  /** Sends something to the venue; a replacement takes a cancel's time. */
  send(action: Exclude<VenueAction, { kind: 'wake' }>, now: Micros): void {
    const { order } = action;
    const message = action.kind === 'order' ? 'entry' : 'cancel';
    this.#agenda.act(now + this.#latency.of(message, order, this.#lag[order.market] as number), action);
  }

  /** Sends an answer of the venue back. */
  answer(report: VenueReport, time: Micros): void {
    const { order } = report;
    this.#agenda.hear(time + this.#latency.of('response', order, this.#lag[order.market] as number), report);
  }
}

/** Something that was due has reached the venue. */
export function reachVenue(venue: Venue, action: VenueAction, time: Micros): void {
  switch (action.kind) {
    case 'order':
      venue.arrive(action.order, time);
      return;
    case 'cancel':
      venue.cancel(action.order, time);
      return;
    case 'replace':
      venue.replace(action.old, action.order, time);
      return;
    default:
      venue.wake(action.wake, time);
  }
}
