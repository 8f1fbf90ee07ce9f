import { TouchlineError } from './errors.js';
import type { Micros } from './units.js';

/** The fault with which a run ends: what a strategy threw is named with its instant, a fault of ours stands. */
export function stoppedBy(
  cause: unknown,
  where: { readonly strategy: string; readonly time: Micros },
): TouchlineError {
  if (cause instanceof TouchlineError) return cause;
  return new TouchlineError('ENGINE_STOPPED', cause instanceof Error ? cause.message : String(cause), {
    where,
    hint: 'a strategy must not throw; nothing of this run was kept',
    cause,
  });
}
