import { EventKind } from './events.js';
import type { Tape } from './tape.js';

/** What a report has to know of the data as a whole, gathered part by part. */
export class TapeFacts {
  /** Codes of the kinds of event that there are. */
  readonly kinds = new Set<number>();
  /** Some quote has a recorded size. */
  hasSizes = false;
  /** Outcomes that were inferred from prices. */
  inferred = 0;

  read(tape: Tape): void {
    for (let row = 0; row < tape.length; row += 1) {
      const kind = tape.kind[row] as number;
      this.kinds.add(kind);
      if (kind === EventKind.quote && !Number.isNaN(tape.sizeA[row] as number)) this.hasSizes = true;
      if (kind === EventKind.resolution && tape.priceA[row] === 1) this.inferred += 1;
    }
  }
}
