import { describe, expect, it } from 'vitest';
import type { FixtureOptions } from '../research/fixture.testing.js';
import { buildBacktestReport } from './build-backtest-report.js';
import { fixtureInput } from './fixture.testing.js';
import { renderTerminal } from './terminal.js';
import { wantsColour } from './terminal-colour.js';

const ESCAPE = String.fromCharCode(27);
const textOf = (options: FixtureOptions, colour = false, width = 100): string =>
  renderTerminal(buildBacktestReport(fixtureInput(options)), { colour, width });

describe('renderTerminal', () => {
  it('begins with what was run and what came of it', () => {
    const lines = textOf({}).split('\n');
    expect(lines[0]).toBe('favourite-dip 1.0.0 on season, 2026-07-11 to 2026-07-13 UTC');
    expect(lines[3]).toMatch(/^(Lost|Made) [\d,.]+ USD on 48 games \(96 trades\), net of fees\.$/);
  });

  it('stays within 100 columns', () => {
    for (const line of textOf({ unsettled: 3, inferred: true }).split('\n')) {
      expect(line.length, line).toBeLessThanOrEqual(100);
    }
  });

  it('has no escape sequence without colour, and some with it', () => {
    expect(textOf({})).not.toContain(ESCAPE);
    expect(textOf({}, true)).toContain(ESCAPE);
  });

  it('shows the funnel and no empty tables when nothing traded', () => {
    const text = textOf({ trades: false });
    expect(text).toContain('Did not trade.');
    expect(text).toContain('gate funnel');
    expect(text).not.toContain('each fill worse by');
  });

  it('takes control characters out of names from a venue', () => {
    expect(textOf({ name: `${ESCAPE}[2Jx`, games: 6, edge: 1 })).not.toContain(ESCAPE);
  });
});

describe('wantsColour', () => {
  it('obeys NO_COLOR before FORCE_COLOR before the terminal', () => {
    expect(wantsColour({ NO_COLOR: '1', FORCE_COLOR: '1' }, true)).toBe(false);
    expect(wantsColour({ FORCE_COLOR: '1' }, false)).toBe(true);
    expect(wantsColour({ NO_COLOR: '' }, true)).toBe(true);
    expect(wantsColour({}, false)).toBe(false);
  });
});
