import { describe, expect, it } from 'vitest';
import type { Execution, Kernel } from './kernel.js';
import type { Notebook } from './notebook-file.js';
import { changedCells, runNotebook } from './run-notebook.js';

/** Answers each cell from a list, by its source. */
const kernelOf = (answers: Readonly<Record<string, Execution>>) => {
  const asked: string[] = [];
  const kernel: Kernel = {
    execute: (code) => {
      asked.push(code);
      return Promise.resolve(answers[code] ?? { status: 'ok', messages: [] });
    },
    stop: () => Promise.resolve(),
  };
  return { kernel, asked };
};

const message = (type: string, content: object) => ({ type, id: 'm', parentId: 'r', content });

const cell = (id: string, source: string) =>
  ({
    cell_type: 'code',
    id,
    metadata: {},
    source: [source],
    execution_count: 9,
    outputs: [{ output_type: 'stream', name: 'stdout', text: ['old'] }],
  }) as const;

const notebook = (...cells: Notebook['cells']): Notebook => ({
  cells,
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

describe('a run of a notebook', () => {
  it('asks the code cells alone, in their order, and counts them', async () => {
    const { kernel, asked } = kernelOf({});
    const prose = { cell_type: 'markdown', id: 'words', metadata: {}, source: ['# Words'] } as const;
    const run = await runNotebook(notebook(cell('a', 'one'), prose, cell('b', 'two')), kernel);
    expect(asked).toEqual(['one', 'two']);
    expect(
      run.notebook.cells.map((each) => ('execution_count' in each ? each.execution_count : null)),
    ).toEqual([1, null, 2]);
    expect(run.fault).toBeNull();
    expect(changedCells(notebook(cell('a', 'one'), prose, cell('b', 'two')), run.notebook)).toEqual([
      'a',
      'b',
    ]);
  });

  it('joins the pieces of a stream and keeps what was shown, by lines', async () => {
    const { kernel } = kernelOf({
      show: {
        status: 'ok',
        messages: [
          message('stream', { name: 'stdout', text: 'a' }),
          message('stream', { name: 'stdout', text: 'b\nc\n' }),
          message('display_data', {
            data: { 'image/svg+xml': '<svg>\n</svg>' },
            metadata: {},
            transient: {},
          }),
          message('stream', { name: 'stdout', text: 'd' }),
        ],
      },
    });
    const run = await runNotebook(notebook(cell('a', 'show')), kernel);
    expect(run.notebook.cells[0]).toMatchObject({
      outputs: [
        { output_type: 'stream', name: 'stdout', text: ['ab\n', 'c\n'] },
        { output_type: 'display_data', data: { 'image/svg+xml': ['<svg>\n', '</svg>'] } },
        { output_type: 'stream', name: 'stdout', text: ['d'] },
      ],
    });
  });

  it('stops at the first cell that fails, and says which and why without the frames of the kernel', async () => {
    const error = 'Error: no such game\n    at evalmachine.<anonymous>:2:7\n    at f (season.js:1:1)\n';
    const { kernel, asked } = kernelOf({
      bad: { status: 'error', messages: [message('stream', { name: 'stderr', text: error })] },
    });
    const run = await runNotebook(notebook(cell('a', 'good'), cell('b', 'bad'), cell('c', 'after')), kernel);
    expect(asked).toEqual(['good', 'bad']);
    expect(run.fault).toEqual({
      cell: 'b',
      status: 'error',
      message: 'Error: no such game\n    at f (season.js:1:1)',
    });
  });

  it('fails a cell whose kernel timed out or died, and one that left a rejection unhandled', async () => {
    const said = 'UnhandledPromiseRejection: Error: lost\n';
    const answers: Readonly<Record<string, Execution>> = {
      timeout: { status: 'timeout', messages: [] },
      died: { status: 'died', messages: [] },
      error: { status: 'ok', messages: [message('stream', { name: 'stderr', text: said })] },
    };
    for (const status of Object.keys(answers)) {
      const { fault } = await runNotebook(notebook(cell('a', status)), kernelOf(answers).kernel);
      expect(fault).toMatchObject({ cell: 'a', status });
    }
  });

  it('lets a cell write to the error stream', async () => {
    const { kernel } = kernelOf({
      warn: { status: 'ok', messages: [message('stream', { name: 'stderr', text: 'a warning\n' })] },
    });
    expect((await runNotebook(notebook(cell('a', 'warn')), kernel)).fault).toBeNull();
  });
});
