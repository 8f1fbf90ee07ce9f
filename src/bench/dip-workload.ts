import { readFileSync } from 'node:fs';
import { bundledFile } from '../config/bundled-file.js';
import { readConfigFile } from '../config/config-file.js';
import { runConfigSchema } from '../config/run-config.js';
import { generateSeason } from '../data/synthetic/generate-season.js';
import { parseSeasonFile } from '../data/synthetic/parse-season-file.js';
import { replay } from './replay.js';
import type { Workload } from './workload.js';

const SEASON = 'datasets/demo-season.toml';

/** The season of the demo has one size: `scale` does not change it. */
export const favouriteDip: Workload = {
  name: 'favourite-dip',
  summary: 'the season and the configuration of `touchline demo`: gates, confidence, sizing, risk controls',
  prepare: () => {
    const parameters = parseSeasonFile(readFileSync(bundledFile(SEASON), 'utf8'), SEASON);
    const tape = generateSeason(parameters);
    const config = runConfigSchema.parse(readConfigFile(bundledFile('examples/demo.toml')));
    return { events: tape.length, run: () => void replay([tape], config) };
  },
};
