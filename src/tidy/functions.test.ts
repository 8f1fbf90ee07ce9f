import { describe, expect, it } from 'vitest';
import { functionsOf } from './functions.js';
import { sourceFile } from './source-file.js';

const spans = (...lines: string[]) =>
  functionsOf(sourceFile('src/a.ts', lines.join('\n'))).map(({ name, line, lines: count }) => [
    name,
    line,
    count,
  ]);

describe('functionsOf', () => {
  it.each<[string, string[], [string, number, number][]]>([
    ['a function', ['', 'function f(a: number) {', '  return a;', '}'], [['f', 2, 3]]],
    ['a return type', ['function f(): Promise<void> {', '}'], [['f', 1, 2]]],
    ['an object as return type', ['function f(): { a: number } {', '}'], [['f', 1, 2]]],
    ['a union as return type', ["function f(): 'a' | { b: 1 } | null {", '}'], [['f', 1, 2]]],
    ['a type guard', ['function f(a: unknown): a is { b: 1 } {', '}'], [['f', 1, 2]]],
    ['parameters on lines of their own', ['function f(', '  a: number,', '): void {', '}'], [['f', 1, 4]]],
    ['type parameters', ['function f<A extends B>(a: A): A {', '}'], [['f', 1, 2]]],
    ['a generator', ['function* f() {', '}'], [['f', 1, 2]]],
    ['an arrow', ['const f = (a: number) => {', '};'], [['arrow function', 1, 2]]],
    ['an arrow to an object', ['const f = () => ({', '  a: 1,', '});'], [['arrow function', 1, 3]]],
    ['a method', ['class A {', '  b(): void {', '  }', '}'], [['b', 2, 2]]],
    ['a private method', ['class A {', '  #b() {', '  }', '}'], [['b', 2, 2]]],
    [
      'a constructor and an accessor',
      ['class A {', '  constructor() {}', '  get b() {', '  }', '}'],
      [
        ['constructor', 2, 1],
        ['b', 3, 2],
      ],
    ],
    [
      'a function in a function',
      ['function f() {', '  const g = () => {', '  };', '}'],
      [
        ['f', 1, 4],
        ['arrow function', 2, 2],
      ],
    ],
    ['braces in strings', ["function f() { return '}'; }", 'const a = 1;'], [['f', 1, 1]]],
    ['no control flow', ['if (a) {', '}', 'for (;;) {', '}', 'switch (a) {', '}'], []],
    ['no call', ['f(a);', 'const b = c ? f(a) : { d: 1 };', 'if (e) {', '}'], []],
    ['no declaration without a body', ['interface A {', '  f(a: number): void;', '}'], []],
    ['no case label', ['switch (a) {', '  case f(b): {', '  }', '}'], []],
  ])('finds %s', (_what, lines, expected) => {
    expect(spans(...lines)).toEqual(expected);
  });
});
