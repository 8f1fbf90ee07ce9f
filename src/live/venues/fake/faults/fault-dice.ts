import { type RandomStream, randomStream } from '../../../../engine/random.js';
import { type Fault, type FaultPlan, NO_FAULTS } from './fault-plan.js';

/**
 * Whether a fault happens now. Each has a stream of its own, so that one that is switched on does not shift the
 * others; what happens is told.
 */
export class FaultDice {
  readonly #seed: string;
  readonly #tell: (fault: Fault) => void;
  readonly #streams = new Map<string, RandomStream>();
  plan: FaultPlan;

  constructor(seed: string, plan: FaultPlan, tell: (fault: Fault) => void) {
    this.#seed = seed;
    this.plan = plan;
    this.#tell = tell;
  }

  happens(fault: Fault): boolean {
    const rate = this.plan[fault];
    if (rate === 0 || this.stream(fault).uniform() >= rate) return false;
    this.#tell(fault);
    return true;
  }

  /** Of timed faults: the wait until the next, milliseconds; `null` = never. */
  nextAfterMs(fault: Fault): number | null {
    const perHour = this.plan[fault];
    if (perHour === 0) return null;
    // Uniform around the mean: a logarithm would differ by platform in its last bit.
    return Math.floor(this.stream(fault).uniform() * 2 * (3_600_000 / perHour)) + 1;
  }

  /** Counts a timed fault that was not asked by `happens`. */
  tell(fault: Fault): void {
    this.#tell(fault);
  }

  between(name: string, low: number, high: number): number {
    return low + Math.floor(this.stream(name).uniform() * (high - low));
  }

  /** From here on nothing goes wrong. */
  heal(): void {
    this.plan = NO_FAULTS;
  }

  stream(name: string): RandomStream {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const stream = randomStream({ seed: this.#seed, strategy: 'faults', market: name, purpose: 'dice' });
    this.#streams.set(name, stream);
    return stream;
  }
}
