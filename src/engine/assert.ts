import { TouchlineError } from './errors.js';

/** Throws `ASSERT_INVARIANT` when `condition` is false. Always on: a broken invariant is a bug of touchline. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new TouchlineError('ASSERT_INVARIANT', message);
}

/** Ends an exhaustive switch: the compiler refuses a case that was forgotten. */
export function assertNever(value: never): never {
  throw new TouchlineError('ASSERT_NEVER', `unexpected value ${JSON.stringify(value)}`);
}
