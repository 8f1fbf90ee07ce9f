// `npm run notebooks [-- [--write] [--db store.duckdb] [notebook.ipynb ...]]`
// Runs the notebooks from the first cell to the last, each in a kernel of its own; exit code 1 when a cell fails.
import { readdirSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installNotebooks, NOTEBOOKS } from './install.js';
import { startKernel } from './kernel.js';
import { notebookEnvironment } from './notebook-environment.js';
import { readNotebook, writeNotebook } from './notebook-file.js';
import { type CellFault, changedCells, runNotebook } from './run-notebook.js';

const CELL_TIMEOUT_MS = 300_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false }, db: { type: 'string' } },
});

interface Outcome {
  readonly fault: CellFault | null;
  /** Ids of the cells with other outputs than in the file. */
  readonly changed: readonly string[];
}

async function runFile(path: string): Promise<Outcome> {
  const notebook = readNotebook(path);
  const env = notebookEnvironment(values.db === undefined ? null : resolve(values.db));
  const kernel = await startKernel({ folder: NOTEBOOKS, cellTimeoutMs: CELL_TIMEOUT_MS, env });
  try {
    const run = await runNotebook(notebook, kernel);
    const changed = changedCells(notebook, run.notebook);
    if (values.write && run.fault === null) writeNotebook(path, run.notebook);
    return { fault: run.fault, changed };
  } finally {
    await kernel.stop();
  }
}

function verdict({ fault, changed }: Outcome): string {
  if (fault !== null) {
    const lines = fault.message === '' ? [] : fault.message.split('\n').map((line) => `    ${line}`);
    return [`FAILED in cell ${fault.cell} (${fault.status})`, ...lines].join('\n');
  }
  if (changed.length === 0) return 'ok';
  if (values.write) return 'ok, new outputs kept';
  return `ok, other outputs than in the file (${changed.join(', ')}): --write keeps them`;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
installNotebooks();
const files =
  positionals.length > 0
    ? positionals.map((path) => resolve(path))
    : readdirSync(NOTEBOOKS)
        .filter((name) => name.endsWith('.ipynb'))
        .sort()
        .map((name) => join(NOTEBOOKS, name));
let failed = 0;
for (const file of files) {
  const startedAt = Date.now();
  const outcome = await runFile(file);
  if (outcome.fault !== null) failed += 1;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${basename(file)}  ${seconds} s  ${verdict(outcome)}`);
}
console.log(
  `${files.length - failed} of ${files.length} notebooks ran to the end (${relative(process.cwd(), NOTEBOOKS) || '.'})`,
);
process.exitCode = failed === 0 && files.length > 0 ? 0 : 1;
