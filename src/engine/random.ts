/** A sequence of random numbers that depends on its key alone. */
export interface RandomStream {
  /** The next double in [0, 1), 53 bits. */
  uniform(): number;
  /** The next integer in [0, `below`), without modulo bias. */
  integer(below: number): number;
  /** The next standard normal deviate. */
  normal(): number;
}
