import { readFileSync, writeFileSync } from 'node:fs';

/** An output of a cell, as the notebook format 4.5 writes it. */
export type CellOutput =
  | { readonly output_type: 'stream'; readonly name: string; readonly text: readonly string[] }
  | {
      readonly output_type: 'display_data';
      readonly data: Readonly<Record<string, unknown>>;
      readonly metadata: Readonly<Record<string, unknown>>;
    };

/** A cell: prose, or code with what it gave. */
export type NotebookCell =
  | {
      readonly cell_type: 'markdown';
      readonly id: string;
      readonly metadata: Readonly<Record<string, unknown>>;
      readonly source: readonly string[];
    }
  | {
      readonly cell_type: 'code';
      readonly id: string;
      readonly metadata: Readonly<Record<string, unknown>>;
      readonly source: readonly string[];
      readonly execution_count: number | null;
      readonly outputs: readonly CellOutput[];
    };

/** A notebook as it stands in its file. */
export interface Notebook {
  readonly cells: readonly NotebookCell[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

/** Text as the format keeps it: a list of lines, each but the last with its line break. */
export const linesOf = (text: string): readonly string[] =>
  text.split(/(?<=\n)/).filter((line) => line !== '');

export const readNotebook = (path: string): Notebook => JSON.parse(readFileSync(path, 'utf8')) as Notebook;

/** The text of a notebook's file: the same notebook gives the same bytes. */
export const notebookText = (notebook: Notebook): string => `${JSON.stringify(notebook, null, 1)}\n`;

export const writeNotebook = (path: string, notebook: Notebook): void =>
  writeFileSync(path, notebookText(notebook));
