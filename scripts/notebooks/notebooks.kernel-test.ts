import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { NOTEBOOKS } from './install.js';
import { startKernel } from './kernel.js';
import { notebookEnvironment } from './notebook-environment.js';
import { type Notebook, readNotebook, writeNotebook } from './notebook-file.js';
import { changedCells, type NotebookRun, runNotebook } from './run-notebook.js';

const scratch = mkdtempSync(join(tmpdir(), 'touchline-notebooks-'));
afterAll(() => rmSync(scratch, { recursive: true }));

async function run(notebook: Notebook, cellTimeoutMs = 300_000): Promise<NotebookRun> {
  const kernel = await startKernel({ folder: NOTEBOOKS, cellTimeoutMs, env: notebookEnvironment(null) });
  try {
    return await runNotebook(notebook, kernel);
  } finally {
    await kernel.stop();
  }
}

const notebookOf = (...sources: readonly string[]): Notebook => ({
  cells: sources.map((source, i) => ({
    cell_type: 'code',
    id: `cell-${i}`,
    metadata: {},
    source: [source],
    execution_count: null,
    outputs: [],
  })),
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

describe('a notebook', () => {
  const names = readdirSync(NOTEBOOKS).filter((name) => name.endsWith('.ipynb'));
  it.each(names)('%s runs to its end and gives the outputs that it is kept with', async (name) => {
    const kept = readNotebook(join(NOTEBOOKS, name));
    const { notebook, fault } = await run(kept);
    expect(fault).toBeNull();
    expect(changedCells(kept, notebook)).toEqual([]);
  });
});

describe('a cell fails its notebook', () => {
  it.each([
    ['throws', "throw new Error('no such game');", 'no such game'],
    ['throws after it awaited', "await null; throw new Error('too late');", 'too late'],
    ['does not type-check', 'const price: number = "0.55";', "Type 'string' is not assignable"],
    [
      'leaves a rejection unhandled',
      "void Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 50));",
      'lost',
    ],
    [
      'makes a claim that its figures do not bear out',
      "import { showWith } from '../dist/notebook.js'; showWith({ raw: () => {} }).reading([{ text: 'It earned.', holds: -3 > 0 }]);",
      'It earned.',
    ],
  ])('that %s', async (_rule, source, message) => {
    const { notebook, fault } = await run(notebookOf('1 + 1', source, "console.log('after')"));
    expect(fault).toMatchObject({ cell: 'cell-1', status: 'error' });
    expect(fault?.message).toContain(message);
    expect(notebook.cells[0]).toMatchObject({ outputs: [{ name: 'stdout', text: ['2\n'] }] });
    expect(notebook.cells[2]).toMatchObject({ execution_count: null, outputs: [] });
  });

  it('that does not come back', async () => {
    const { fault } = await run(notebookOf('while (true) {}'), 2_000);
    expect(fault).toMatchObject({ cell: 'cell-0', status: 'timeout' });
  });

  it('that ends the kernel', async () => {
    const { fault } = await run(notebookOf('process.exit(0)'));
    expect(fault).toMatchObject({ cell: 'cell-0', status: 'died' });
  });
});

describe('npm run notebooks', () => {
  const command = (...given: readonly string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'scripts/notebooks/run.ts', ...given], {
      encoding: 'utf8',
    });

  it('exits with 1 when a cell fails, names it, and leaves the file as it was', () => {
    const path = join(scratch, 'failing.ipynb');
    const notebook = notebookOf("console.log('before')", "throw new Error('on purpose')");
    writeNotebook(path, notebook);
    const { status, stdout } = command('--write', path);
    expect(stdout).toMatch(
      /failing\.ipynb .* FAILED in cell cell-1 \(error\)\n {4}evalmachine.*\n.*\n.*\n.*\n {4}Error: on purpose\n0 of 1/,
    );
    expect(stdout).toContain('0 of 1 notebooks ran to the end');
    expect(status).toBe(1);
    expect(readNotebook(path)).toEqual(notebook);
  });

  it('exits with 0 when all cells ran, and keeps their outputs when it is told to', () => {
    const path = join(scratch, 'fine.ipynb');
    writeNotebook(path, notebookOf("console.log('fine')"));
    expect(command(path).stdout).toContain('other outputs than in the file (cell-0)');
    expect(readNotebook(path).cells[0]).toMatchObject({ outputs: [] });
    expect(command('--write', path).status).toBe(0);
    expect(readNotebook(path).cells[0]).toMatchObject({ outputs: [{ text: ['fine\n'] }] });
    expect(command(path).stdout).toMatch(/fine\.ipynb .* ok\n/);
  });
});
