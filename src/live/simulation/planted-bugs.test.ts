import { describe, expect, it } from 'vitest';
import { PLANTED_BUGS } from './planted-bugs.testing.js';
import { simulateSeed } from './simulate-seed.js';

const PATIENCE_MS = 600_000;
/** Seeds that have caught a bug before: whoever is not caught by the first is by one of the others. */
const SEEDS = ['bug-1', 'bug-2', 'bug-3', 'bug-4', 'bug-5', 'bug-8', 'bug-9', 'bug-10'];

async function firstViolation(bug: (typeof PLANTED_BUGS)[number]): Promise<string | null> {
  const { tampering, plan, hours } = bug;
  for (const seed of SEEDS) {
    const result = await simulateSeed({ seed, hours, plan, tampering, stopEarly: true });
    const [first] = result.violations;
    if (first !== undefined) return first.invariant;
  }
  return null;
}

describe('a planted bug', () => {
  it('is one of at least twenty', () => {
    expect(PLANTED_BUGS.length).toBeGreaterThanOrEqual(20);
    expect(new Set(PLANTED_BUGS.map(({ name }) => name)).size).toBe(PLANTED_BUGS.length);
  });

  it.each(PLANTED_BUGS.map((bug) => [bug.name, bug] as const))(
    'is caught: %s',
    async (_name, bug) => {
      expect(await firstViolation(bug)).not.toBeNull();
    },
    PATIENCE_MS,
  );

  it.each(SEEDS)(
    'is what is caught: without one seed %s keeps every promise',
    async (seed) => {
      for (const { plan, hours } of new Map(PLANTED_BUGS.map((bug) => [bug.plan, bug])).values()) {
        const result = await simulateSeed({ seed, hours, plan });
        expect(result.violations).toEqual([]);
      }
    },
    PATIENCE_MS,
  );
});
