import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashFile } from './file-hash.js';

const ROOT = new URL('./fixtures/', import.meta.url).pathname;
const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [relative(ROOT, join(folder, entry.name))],
  );

describe('every fixture', () => {
  it('is listed with its origin and its hash', async () => {
    const listed = JSON.parse(readFileSync(join(ROOT, 'metadata.json'), 'utf8')).files.map(
      (file: { name: string; sha256: string }) => [file.name, file.sha256],
    );
    const found: (readonly [name: string, hash: string])[] = [];
    for (const name of walk(ROOT).sort()) {
      if (name !== 'metadata.json') found.push([name, (await hashFile(join(ROOT, name))).sha256]);
    }
    expect(listed).toEqual(found);
  });
});
