import { DueQueue } from './due-queue.js';
import type { Order } from './order.js';
import type { VenueWake } from './simulation/venue.js';
import type { VenueReport } from './simulation/venue-report.js';

/** Something that happens at the venue once it is due. */
export type VenueAction =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'cancel'; readonly order: Order }
  | { readonly kind: 'replace'; readonly order: Order; readonly old: Order }
  | { readonly kind: 'wake'; readonly wake: VenueWake };

/** What is due later. Of one instant: first what reaches the venue, then what it says, timers last. */
export class Agenda {
  readonly actions = new DueQueue<VenueAction>();
  readonly reports = new DueQueue<VenueReport>();
  readonly timers = new DueQueue<string>();
  /** No later than the earliest of all: whoever moves the clock past it has to look. */
  nextStop = Number.NEGATIVE_INFINITY;

  /** Time of the earliest thing due; Infinity = nothing is. */
  get nextTime(): number {
    return Math.min(this.actions.nextTime, this.reports.nextTime, this.timers.nextTime);
  }

  act(at: number, action: VenueAction): void {
    this.actions.push(at, action);
    if (at < this.nextStop) this.nextStop = at;
  }

  hear(at: number, report: VenueReport): void {
    this.reports.push(at, report);
    if (at < this.nextStop) this.nextStop = at;
  }

  timer(at: number, key: string): void {
    this.timers.push(at, key);
    if (at < this.nextStop) this.nextStop = at;
  }
}
