import type { Execution, Kernel } from './kernel.js';
import { type CellOutput, linesOf, type Notebook, type NotebookCell } from './notebook-file.js';
import type { WireContent, WireMessage } from './wire-message.js';

/** Where a notebook failed. */
export interface CellFault {
  readonly cell: string;
  /** `error`, `timeout` or `died`. */
  readonly status: string;
  readonly message: string;
}

/** A notebook after its run: with fresh outputs up to the first fault. */
export interface NotebookRun {
  readonly notebook: Notebook;
  readonly fault: CellFault | null;
}

/** tslab says so on the error stream when a promise was not awaited, and reports the cell as done. */
const UNHANDLED = /^(UnhandledPromiseRejection|UncaughtException):/m;

/** Runs every code cell in its order and stops at the first that fails. */
export async function runNotebook(notebook: Notebook, kernel: Kernel): Promise<NotebookRun> {
  const cells: NotebookCell[] = [];
  let fault: CellFault | null = null;
  let count = 0;
  for (const cell of notebook.cells) {
    if (cell.cell_type === 'markdown' || fault !== null) {
      cells.push(cell);
      continue;
    }
    count += 1;
    const execution = await kernel.execute(cell.source.join(''));
    const outputs = outputsOf(execution.messages);
    cells.push({ ...cell, execution_count: count, outputs });
    fault = faultOf(cell.id, execution, outputs);
  }
  return { notebook: { ...notebook, cells }, fault };
}

function faultOf(cell: string, { status }: Execution, outputs: readonly CellOutput[]): CellFault | null {
  const said = outputs.flatMap((output) =>
    output.output_type === 'stream' && output.name === 'stderr' ? output.text : [],
  );
  const errors = said.join('');
  if (status === 'ok' && !UNHANDLED.test(errors)) return null;
  return { cell, status: status === 'ok' ? 'error' : status, message: withoutKernelFrames(errors) };
}

/** Frames of the kernel and of node say nothing about the notebook. */
const KERNEL_FRAME = /^\s+at .*(evalmachine|node:|node_modules[\\/]tslab).*$/;

const withoutKernelFrames = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !KERNEL_FRAME.test(line))
    .join('\n')
    .trim();

/** What a cell gave, with pieces of one stream joined. */
function outputsOf(messages: readonly WireMessage[]): readonly CellOutput[] {
  const outputs: CellOutput[] = [];
  for (const { type, content } of messages) {
    if (type === 'stream') addStream(outputs, String(content.name), String(content.text));
    if (type === 'display_data') outputs.push(displayOf(content));
  }
  return outputs;
}

function addStream(outputs: CellOutput[], name: string, text: string): void {
  const last = outputs.at(-1);
  if (last?.output_type !== 'stream' || last.name !== name) {
    outputs.push({ output_type: 'stream', name, text: linesOf(text) });
    return;
  }
  outputs[outputs.length - 1] = { ...last, text: linesOf(last.text.join('') + text) };
}

/** Text is kept by lines, so that a change of one shows as one. */
function displayOf(content: WireContent): CellOutput {
  const data = Object.entries((content.data ?? {}) as Readonly<Record<string, unknown>>);
  const kept = data.map(([mime, value]) => [mime, typeof value === 'string' ? linesOf(value) : value]);
  return { output_type: 'display_data', data: Object.fromEntries(kept), metadata: {} };
}

/** Ids of the cells that a run left with other outputs. */
export const changedCells = (before: Notebook, after: Notebook): readonly string[] =>
  after.cells
    .filter((cell, i) => JSON.stringify(cell) !== JSON.stringify(before.cells[i]))
    .map(({ id }) => id);
