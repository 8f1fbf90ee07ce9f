import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { Command } from 'commander';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import { TouchlineError } from '../engine/errors.js';

interface SynthOptions {
  readonly db: string;
  readonly name?: string;
  readonly json?: boolean;
}

/** `touchline data synth`: generate a season from its settings into the store. */
export function synthCommand(): Command {
  return new Command('synth')
    .description('generate a synthetic season, whose true probabilities are known, into the store')
    .argument('<file>', 'settings of the season, TOML')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--name <name>', 'name of the dataset (default: name of the file)')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
The same settings give the same season, byte for byte. docs/synthetic-season.md explains them.

Examples:
  $ touchline data synth datasets/demo-season.toml
  $ touchline data synth datasets/fair-season.toml --db fair.duckdb --name fair --json`,
    )
    .action(runSynth);
}

function readSettings(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TouchlineError('CLI_FILE', 'cannot read the settings of the season', {
      where: { file },
      hint: 'bundled ones: datasets/demo-season.toml and datasets/fair-season.toml',
      cause,
    });
  }
}

async function runSynth(file: string, options: SynthOptions): Promise<void> {
  const text = readSettings(file);
  const { parseSeasonFile } = await import('../data/synthetic/parse-season-file.js');
  const { importSeason } = await import('../data/synthetic/import-season.js');
  const { summariseDataset } = await import('../data/datasets.js');
  const { openStore } = await import('../data/store.js');
  const parameters = parseSeasonFile(text, file);
  const name = options.name ?? basename(file, extname(file));
  const store = await openStore(options.db);
  try {
    const season = await importSeason(store, { parameters, name, fileName: basename(file) });
    const dataset = await summariseDataset(store, season.dataset);
    const result = { dataset, imported: season.imported, title: parameters.title };
    process.stdout.write(options.json === true ? `${JSON.stringify(result, null, 2)}\n` : describe(result));
  } finally {
    store.close();
  }
}

interface SynthResult {
  readonly title: string;
  readonly imported: boolean;
  readonly dataset: {
    readonly name: string;
    readonly games: number;
    readonly markets: number;
    readonly quotes: number;
    readonly trades: number;
    readonly gameStates: number;
    readonly manifestHash: string | null;
  };
}

function describe({ title, imported, dataset }: SynthResult): string {
  const count = (value: number): string => value.toLocaleString('en-US');
  const rows = `${count(dataset.quotes)} quotes, ${count(dataset.trades)} trades, ${count(dataset.gameStates)} game states`;
  return `${title}
${dataset.games} games, ${dataset.markets} markets: ${rows}${imported ? '' : ', generated before'}
dataset ${dataset.name} is complete, manifest ${dataset.manifestHash?.slice(0, 16) ?? 'missing'}
`;
}
