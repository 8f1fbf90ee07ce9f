import { describe, expect, it } from 'vitest';
import { checkReadmes, checkSizes } from './sizes.js';
import { sourceFile } from './source-file.js';

const lines = (count: number, line = 'a;') => `${Array(count).fill(line).join('\n')}\n`;
const check = (text: string, path = 'src/data/a.ts') => checkSizes(sourceFile(path, text));

describe('checkSizes', () => {
  it('lets a file have 500 lines and no more', () => {
    expect(check(lines(500))).toEqual([]);
    expect(check(lines(501))).toEqual([
      { path: 'src/data/a.ts', line: 1, message: '501 lines, at most 500' },
    ]);
    expect(check(lines(501), 'src/data/a.test.ts')).toHaveLength(1);
  });

  it('lets a function have 70 lines and no more, outside tests', () => {
    const body = (count: number) => `\nfunction f() {\n${lines(count - 2)}}\n`;
    expect(check(body(70))).toEqual([]);
    expect(check(body(71))).toEqual([
      { path: 'src/data/a.ts', line: 2, message: 'f has 71 lines, at most 70' },
    ]);
    expect(check(body(71), 'src/data/a.test.ts')).toEqual([]);
  });
});

describe('checkReadmes', () => {
  it('finds the folder without one and the one that is too long', () => {
    const paths = ['src/index.ts', 'src/engine/a.ts', 'src/engine/fees/b.ts', 'src/data/c.ts'];
    const readmes = new Map([
      ['src/engine/README.md', lines(20)],
      ['src/data/README.md', lines(21)],
    ]);
    expect(checkReadmes(paths, readmes)).toEqual([
      { path: 'src/engine/fees/README.md', line: 1, message: 'is missing' },
      { path: 'src/data/README.md', line: 21, message: '21 lines, at most 20' },
    ]);
  });
});
