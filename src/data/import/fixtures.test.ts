import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashFile } from './file-hash.js';

const ROOTS = ['./fixtures/', '../../strategies/sport/feeds/fixtures/'];
const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );

describe('every fixture', () => {
  it.each(ROOTS)('of %s is listed with its origin and its hash', async (path) => {
    const root = new URL(path, import.meta.url).pathname;
    const listed = JSON.parse(readFileSync(join(root, 'metadata.json'), 'utf8')).files.map(
      (file: { name: string; sha256: string }) => [file.name, file.sha256],
    );
    const found: (readonly [name: string, hash: string])[] = [];
    for (const file of walk(root).sort()) {
      const name = relative(root, file);
      if (name !== 'metadata.json') found.push([name, (await hashFile(file)).sha256]);
    }
    expect(listed).toEqual(found);
  });
});
