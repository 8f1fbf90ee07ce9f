import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { TouchlineError } from '../engine/errors.js';
import { makeOutFolder } from './out-folder.js';
import { exitCodeOf } from './print-error.js';
import { runHere } from './run-cli.testing.js';

const folder = mkdtempSync(join(tmpdir(), 'touchline-out-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the folder of --out', () => {
  it('is made with the folders above it, and may be there already', () => {
    const wanted = join(folder, 'a', 'b');
    makeOutFolder(wanted);
    makeOutFolder(wanted);
    expect(existsSync(wanted)).toBe(true);
  });

  it('is refused as wrong input, not as a bug, where a file stands in the way', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    let fault: unknown = null;
    try {
      makeOutFolder(join(file, 'reports'));
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(TouchlineError);
    expect(fault).toMatchObject({ code: 'CLI_OUT', message: expect.stringContaining('ENOTDIR') });
    expect(exitCodeOf(fault)).toBe(2);
  });

  it('is asked for before the work of a command begins', async () => {
    const file = join(folder, 'no-folder');
    writeFileSync(file, '');
    const { code, stderr } = await runHere('demo', '--out', join(file, 'reports'));
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^CLI_OUT: .*ENOTDIR/)]);
  });
});
