import { describe, expect, it } from 'vitest';
import { sourceFile } from './source-file.js';
import { checkDocComments, checkTestHygiene, exportedNames } from './test-hygiene.js';

const shipped = sourceFile(
  'src/engine/a.ts',
  'export function kelly() {}\nexport class Book {}\nexport const stake = () => 1;\nfunction inner() {}\n',
);
const testing = sourceFile('src/engine/b.testing.ts', 'export function fixture() {}');
const names = exportedNames([shipped, testing]);
const hygiene = (text: string) => checkTestHygiene(sourceFile('src/engine/a.test.ts', text), names);
const messages = (text: string) => hygiene(text).map(({ message }) => message);

describe('exportedNames', () => {
  it('are those of shipped files', () => {
    expect([...names]).toEqual(['kelly', 'Book', 'stake']);
  });
});

describe('checkTestHygiene', () => {
  it('catches a test that imports nothing of the project', () => {
    expect(messages("import { it } from 'vitest';")).toEqual(['imports nothing of the project']);
    expect(messages("import { kelly } from './a.js';")).toEqual([]);
  });

  it.each([
    'function kelly() {}',
    'class Book {}',
    'const stake = (a: number) => a;',
    '  function kelly() {}',
  ])('catches a test of a copy: %s', (copy) => {
    expect(hygiene(`import { inner } from './a.js';\n${copy}`)).toEqual([
      { path: 'src/engine/a.test.ts', line: 2, message: expect.stringContaining('test the original') },
    ]);
  });

  it.each(['function inner() {}', 'const stake = 5;', 'class Other {}', 'function fixture() {}'])(
    'lets a test declare %s',
    (own) => {
      expect(messages(`import { kelly } from './a.js';\n${own}`)).toEqual([]);
    },
  );
});

describe('checkDocComments', () => {
  const check = (text: string, path = 'src/engine/a.ts') =>
    checkDocComments(sourceFile(path, text)).map(({ line, message }) => `${line} ${message}`);

  it.each([
    'export function f() {}',
    'export const a = 1;',
    'export interface A {}',
    'export type A = 1;',
    '// why\nexport class A {}',
  ])('catches %s', (text) => {
    expect(check(text)).toHaveLength(1);
    expect(check(text, 'src/cli/a.ts')).toEqual([]);
  });

  it('takes a comment of its own, or one over a run of one-line exports', () => {
    expect(check('/** One. */\nexport const a = 1;\nexport const b = 2;\n\nexport const c = 3;')).toEqual([
      '5 c has no doc comment',
    ]);
    expect(check('/**\n * Two.\n */\nexport function f() {}')).toEqual([]);
  });
});
