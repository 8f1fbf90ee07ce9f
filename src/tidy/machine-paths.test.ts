import { describe, expect, it } from 'vitest';
import { checkMachinePaths } from './machine-paths.js';

/** Joined here, so that this file passes its own rule. */
const slash = '/';
const messages = (text: string) => checkMachinePaths('a.md', text).map(({ line }) => line);

describe('checkMachinePaths', () => {
  it.each([
    `see ${slash}work/shared`,
    `"${slash}root/.cache"`,
    `(${slash}home/me/a)`,
    `${slash}Users/me`,
    `"resolved": "https:${slash}/registry.npmjs.org/zod/-/zod-4.0.0.tgz"`,
    `registry=http:${slash}/verdaccio.local:4873/`,
  ])('catches %s', (text) => {
    expect(messages(`\n${text}`)).toEqual([2]);
  });

  it.each(['../work/a', 'https://example.com/home/a', 'src/root/a', 'the work/life balance', 'homework/ a'])(
    'lets %s pass',
    (text) => {
      expect(messages(text)).toEqual([]);
    },
  );
});
