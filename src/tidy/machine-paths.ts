import { type Finding, lineAt } from './source-file.js';

// Put together here, so that this file does not contain what it looks for.
const ROOTS = ['work', 'root', 'home', 'Users'];
const REGISTRIES = [
  'registry.npmjs',
  'registry.yarnpkg',
  'npm.pkg.github',
  'artifactory',
  'jfrog',
  'verdaccio',
];

const MACHINE_PATH = new RegExp(`(?<![\\w.\\-/])/(?:${ROOTS.join('|')})/[\\w.~-]*`, 'g');
const REGISTRY = new RegExp(`https?://[\\w.@:-]*(?:${REGISTRIES.join('|')})[\\w.:/-]*`, 'gi');

/** Paths of one machine and hosts of package registries in the text of any file. */
export function checkMachinePaths(path: string, text: string): Finding[] {
  return [MACHINE_PATH, REGISTRY].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      path,
      line: lineAt(text, match.index),
      message: `${match[0]} holds on one machine only`,
    })),
  );
}
