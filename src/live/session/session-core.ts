import type { RoundTrip } from '../../engine/run-result.js';
import type { Outbound } from '../../engine/session/outbound.js';
import type { SessionInput } from '../../engine/session/session-input.js';
import { SessionKernel } from '../../engine/session/session-kernel.js';
import type { DeskReport } from '../orders/desk-report.js';
import type { Clock } from '../ports/clock.js';
import type { SessionRow } from '../store/live-store.js';
import { EquityTrail } from './equity-trail.js';
import { JournalBuffer } from './journal-buffer.js';
import { DecisionBuffer, KernelDriver } from './kernel-driver.js';
import type { SessionSetup } from './session-options.js';

/** Lines of the journal that may wait for the store. */
const JOURNAL_MAX = 50_000;

/** Whom the kernel's side of a session tells. */
export interface CorePorts {
  readonly clock: Clock;
  send(message: Outbound): void;
  /** Everything that waited was taken. */
  taken(): void;
  roundTrip(trip: RoundTrip): void;
}

/** The kernel of a session with its journal and its decisions: what is rebuilt after a crash. */
export class SessionCore {
  readonly row: SessionRow;
  readonly kernel: SessionKernel;
  readonly decisions = new DecisionBuffer(0);
  readonly trail = new EquityTrail();
  /** While a kernel is rebuilt nothing leaves it: what it sends then was sent before. */
  isLive = false;
  #journal = new JournalBuffer(0, JOURNAL_MAX);
  #driver: KernelDriver;
  #replaying: number | null = null;
  readonly #ports: CorePorts;

  constructor(row: SessionRow, setup: SessionSetup, ports: CorePorts) {
    const { catalog, risk, equityEvery, blockedDecisionsMax } = setup;
    this.row = row;
    this.#ports = ports;
    this.kernel = new SessionKernel(
      { catalog, strategy: setup.strategy(), risk, equityEvery, blockedDecisionsMax, seed: row.id },
      {
        send: (message) => {
          if (this.isLive) ports.send(message);
        },
        listener: {
          decision: (record) => {
            const journalSequence = this.#replaying ?? this.#journal.last;
            this.decisions.add({ journalSequence, time: record.time, json: JSON.stringify(record) });
          },
          roundTrip: (trip) => ports.roundTrip(trip),
          equity: ({ time, equity }) => this.trail.add(time, equity),
        },
      },
    );
    this.#driver = new KernelDriver(this.kernel, this.#journal, () => ports.taken());
  }

  get journal(): JournalBuffer {
    return this.#journal;
  }

  /** The input that is being replayed; decisions that it leads to carry its place. */
  replaying(sequence: number): void {
    this.#replaying = sequence;
  }

  /** The journal goes on after what was replayed. */
  goOnFrom(next: number): void {
    this.#replaying = null;
    this.#journal = new JournalBuffer(next, JOURNAL_MAX);
    this.#driver = new KernelDriver(this.kernel, this.#journal, () => this.#ports.taken());
  }

  take(input: SessionInput): void {
    this.#driver.take(input);
  }

  /** Books are unknown until they are heard again: what was told meanwhile is lost. */
  forgetBooks(): void {
    const at = this.#ports.clock.now();
    const stamp = { venueTime: at, localTime: at, source: 'session', sequence: 0 };
    this.take({
      kind: 'events',
      events: [{ kind: 'feedGap', ...stamp, market: null, from: this.kernel.now }],
    });
  }

  report(report: DeskReport): void {
    const at = this.#ports.clock.now();
    const { order } = report;
    switch (report.kind) {
      case 'live':
        this.take({ kind: 'report', at, order, report: { state: 'live' } });
        return;
      case 'done':
        this.take({ kind: 'report', at, order, report: { state: report.state, reason: report.reason } });
        return;
      default: {
        const { kind: state, price, size, fee, liquidity, trade } = report;
        this.take({ kind: 'report', at, order, report: { state, price, size, fee, liquidity, trade } });
      }
    }
  }
}
