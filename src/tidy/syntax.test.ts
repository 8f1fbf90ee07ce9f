import { describe, expect, it } from 'vitest';
import { sourceFile } from './source-file.js';
import { checkSkips, checkSyntax } from './syntax.js';

const syntax = (text: string) => checkSyntax(sourceFile('src/data/a.ts', text)).map(({ message }) => message);
const skips = (text: string) => checkSkips(sourceFile('src/data/a.test.ts', text));

describe('checkSyntax', () => {
  it.each([
    ['export default class A {}', 'a default export'],
    ['export { a as default };', 'a default export'],
    ['enum A { B }', 'an enum'],
    ['export const enum A { B }', 'an enum'],
    ['namespace A { }', 'a namespace'],
    ['const a: any = 1;', 'the type any'],
    ['const a = b as any;', 'the type any'],
    ['const a: any[] = [];', 'the type any'],
    ['const a: Map<string, any> = b;', 'the type any'],
    ['const a = b!;', 'a non-null assertion'],
    ['const a = b!.c;', 'a non-null assertion'],
    ['const a = b[0]! + 1;', 'a non-null assertion'],
    ['const a = f()![0];', 'a non-null assertion'],
  ])('catches %s', (text, what) => {
    expect(new Set(syntax(text))).toEqual(new Set([what]));
  });

  it.each([
    'const any = 1;',
    'const a = { any: 1 };',
    'if (a !== b && !c) f(!d);',
    "const a = 'export default any!';",
    'const a = expect.any(Number);',
    'const a = [!b, !!c];',
    '// as any',
  ])('lets %s pass', (text) => {
    expect(syntax(text)).toEqual([]);
  });
});

describe('checkSkips', () => {
  it.each([
    'it.only("a", f);',
    'describe.skip("a", f);',
    'it.todo("a");',
    'it.each([1]).skip("a", f);',
    'xit("a", f);',
    'fdescribe("a", f);',
    'it.skipIf(slow)("a", f);',
  ])('catches %s', (text) => {
    expect(skips(text)).toHaveLength(1);
  });

  it('lets tests of recorded data be skipped', () => {
    const text = "import { realData } from '../real-data.testing.js';\nit.skipIf(realData === null)('a', f);";
    expect(skips(text)).toEqual([]);
  });
});
