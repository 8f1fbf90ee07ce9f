import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('./fixtures/', import.meta.url).pathname;
const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [relative(ROOT, join(folder, entry.name))],
  );

describe('every fixture', () => {
  it('is listed with its origin and its hash', () => {
    const listed = JSON.parse(readFileSync(join(ROOT, 'metadata.json'), 'utf8')).files.map(
      (file: { name: string; sha256: string }) => [file.name, file.sha256],
    );
    const found = walk(ROOT)
      .filter((name) => name !== 'metadata.json')
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(ROOT, name)))
          .digest('hex'),
      ]);
    expect(listed).toEqual(found);
  });
});
