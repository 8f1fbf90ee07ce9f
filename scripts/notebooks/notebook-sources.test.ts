import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOTEBOOKS } from './install.js';
import { notebookText, readNotebook } from './notebook-file.js';

const KILOBYTES_MAX = 400;
const names = readdirSync(NOTEBOOKS)
  .filter((name) => name.endsWith('.ipynb'))
  .sort();

describe.each(names)('%s', (name) => {
  const path = join(NOTEBOOKS, name);
  const { cells } = readNotebook(path);
  const code = cells.flatMap((cell) => (cell.cell_type === 'code' ? [cell] : []));
  const source = code.map((cell) => cell.source.join('')).join('\n');

  it('imports the package as it is used, the kernel, and nothing else', () => {
    const imported = [...source.matchAll(/(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map(
      ([, from]) => from,
    );
    expect(imported).toContain('../dist/notebook.js');
    expect(imported.filter((from) => from !== '../dist/notebook.js' && from !== 'tslab')).toEqual([]);
  });

  it('asks the database through functions, in no SQL of its own', () => {
    expect(source).not.toMatch(/\b(SELECT|INSERT|CREATE TABLE)\b/);
  });

  it('is kept as it ran: every cell once, in order, with names that do not change', () => {
    expect(code.map((cell) => cell.execution_count)).toEqual(code.map((_, i) => i + 1));
    const ids = cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][a-z0-9-]*$/.test(id))).toEqual([]);
  });

  it('asks one question, and ends in a reading whose figures are tested', () => {
    const words = cells.flatMap((cell) => (cell.cell_type === 'markdown' ? cell.source.join('') : []));
    expect(words[0]).toMatch(/^# \d\d .*\n\n\*\*Question\.\*\*[\s\S]*\*\*Data\.\*\*/);
    expect(words.join('\n')).toMatch(/## Run[\s\S]*## Chart[\s\S]*## Reading/);
    expect(code.at(-1)?.source.join('')).toContain('show.reading([');
  });

  it(`is small: at most ${KILOBYTES_MAX} kB, in the form in which it is written`, () => {
    expect(statSync(path).size).toBeLessThanOrEqual(KILOBYTES_MAX * 1000);
    expect(readFileSync(path, 'utf8')).toBe(notebookText(readNotebook(path)));
  });
});

it('every entry of the package has types where modules are resolved as tslab does, without the exports map', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  const entries = Object.keys(manifest.exports).filter((name) => !['.', './package.json'].includes(name));
  const typed = Object.entries<string[]>(manifest.typesVersions['*']);
  expect(typed.map(([name]) => `./${name}`)).toEqual(entries);
  for (const [name, [types = '']] of typed) {
    expect(types.replace(/\.d\.ts$/, '.js')).toBe(manifest.exports[`./${name}`]);
  }
});
