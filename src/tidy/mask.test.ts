import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { maskSource } from './mask.js';

const dollar = '$';

describe('maskSource', () => {
  it.each([
    ["a = 'b';", "a = ' ';"],
    ['a = "it\'s";', 'a = "    ";'],
    ["a = 'it\\'s';", "a = '     ';"],
    ['a; // b { c', 'a;         '],
    ['a /* { */ b', 'a         b'],
    ['a /*\n{ */ b', 'a   \n     b'],
    [`\`x${dollar}{ y }z\``, `\` ${dollar}{ y } \``],
    [`\`${dollar}{ f({ a: '}' }) }q\``, `\`${dollar}{ f({ a: ' ' }) } \``],
    [`\`a${dollar}{ \`b${dollar}{ c }\` }d\``, `\` ${dollar}{ \` ${dollar}{ c }\` } \``],
    ['a = /[/{]x/g;', 'a = /     /g;'],
    ['return /x/;', 'return / /;'],
    ['a = b / c / d;', 'a = b / c / d;'],
    ['a = (b) / c;', 'a = (b) / c;'],
    ['a = b[0] / c;', 'a = b[0] / c;'],
    ['f(/\\//, 1)', 'f(/  /, 1)'],
  ])('%j becomes %j', (source, masked) => {
    expect(maskSource(source)).toBe(masked);
  });

  it('keeps every offset and line of its own source', () => {
    const source = readFileSync(new URL('./mask.ts', import.meta.url), 'utf8');
    expect(maskSource(source)).toHaveLength(source.length);
    expect(maskSource(source).split('\n')).toHaveLength(source.split('\n').length);
  });
});
