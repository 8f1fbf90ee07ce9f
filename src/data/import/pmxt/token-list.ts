import type { MarketInfo } from '../../../engine/catalog.js';
import { parsePrice, parseShares } from '../../../engine/units.js';
import { sportOfLeague } from '../../../strategies/sport/league-sport.js';
import type { Row } from '../../row.js';
import { PMXT_SQL } from '../../sql/pmxt-sql.js';
import type { Store } from '../../store.js';
import { EventRows } from '../event-rows.js';
import { openCatalog } from '../grow-catalog.js';
import type { ImportedFile, ImportTask } from '../import-format.js';
import type { ListedMarket } from '../market-list.js';
import { sourceFault } from '../source-fault.js';
import { readTextTable } from '../text-table.js';
import { listedRules, tokenFacts } from './token-facts.js';

/** Name of the list of tokens. */
export const TOKEN_LIST = 'tokens.csv';

/** Columns of the list of tokens. Where `tick` is empty no rules are known of a token. */
const COLUMNS = [
  ...['token_id', 'question', 'game', 'league', 'date', 'yes_means'],
  ...['tick', 'minimum_size', 'taker_delay_ms', 'start_time'],
] as const;

type Shape = readonly [field: (typeof COLUMNS)[number], pattern: RegExp, wanted: string];

const SHAPES: readonly Shape[] = [
  ['token_id', /^\d{1,78}$/, 'up to 78 decimal digits'],
  ['game', /./, 'the id of the game, the same for all its tokens'],
  ['date', /^(\d{4}-\d{2}-\d{2})?$/, 'YYYY-MM-DD or nothing'],
  ['yes_means', /^(home|away|draw)?$/, 'home, away, draw or nothing'],
  ['tick', /^(0?\.\d{1,4})?$/, 'dollars such as 0.01, or nothing'],
  ['minimum_size', /^(\d+(\.\d{1,6})?)?$/, 'shares, or nothing'],
  ['taker_delay_ms', /^\d*$/, 'whole milliseconds, or nothing'],
  ['start_time', /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)?$/, 'YYYY-MM-DDTHH:MM:SSZ, or nothing'],
];

function listed(task: ImportTask, row: Row): ListedMarket {
  const field = (name: (typeof COLUMNS)[number]): string => row.textOrNull(name) ?? '';
  const at = row.integer('source_row');
  const broken = SHAPES.find(([name, pattern]) => !pattern.test(field(name)));
  if (broken !== undefined) {
    const [name, , wanted] = broken;
    const where = { file: task.file, row: at, field: name, value: field(name), hint: `wanted ${wanted}` };
    throw sourceFault('DATA_MARKET', 'a token is listed wrongly', where);
  }
  const league = field('league');
  const side = field('yes_means');
  const yesMeans: MarketInfo['yesMeans'] =
    side === 'home' || side === 'away' || side === 'draw' ? side : null;
  return {
    row: at,
    slug: field('token_id'),
    question: field('question'),
    game: {
      id: field('game'),
      league: league === '' ? 'unknown' : league,
      sport: sportOfLeague(league),
      date: field('date') === '' ? null : field('date'),
    },
    yesMeans,
    lastListed: null,
    metadata: field('tick') === '' ? {} : rulesOf(field),
  };
}

/** Rules as text: the importer of the books turns them into dated facts. */
function rulesOf(field: (name: (typeof COLUMNS)[number]) => string): Record<string, string> {
  const size = field('minimum_size');
  return {
    tick: String(parsePrice(field('tick'))),
    minimum_size: String(size === '' ? 0 : parseShares(size)),
    taker_delay_ms: field('taker_delay_ms') === '' ? '0' : field('taker_delay_ms'),
    start_time: field('start_time'),
  };
}

/**
 * Imports the list of tokens.
 *
 * @throws DATA_COLUMNS for another header; DATA_MARKET with file and row for a token that is listed wrongly.
 */
export async function importTokenList(task: ImportTask): Promise<ImportedFile> {
  const rows = await readTextTable(task.store, task.file, COLUMNS);
  const catalog = await openCatalog(task);
  await catalog.add(rows.map((row) => listed(task, row)));
  return { rows: rows.length, notes: {} };
}

/** Puts the listed rules of each token in force just before its first event, whichever file that is in. */
export async function dateRules(store: Store, datasetId: number): Promise<void> {
  const [list] = await store.rows(PMXT_SQL.fileOfName, [datasetId, TOKEN_LIST]);
  if (list === undefined) return;
  const fileId = list.integer('file_id');
  await store.run(PMXT_SQL.clearFacts, [datasetId, fileId]);
  const rows = new EventRows({ store, datasetId, fileId });
  for (const [index, first] of (await store.rows(PMXT_SQL.firstEvents, [datasetId])).entries()) {
    const rules = listedRules(JSON.parse(first.text('metadata')));
    if (rules === null) continue;
    rows.facts({
      row: index + 1,
      subject: first.integer('market_id'),
      localTime: first.integer('local_time') - 1,
      venueTime: first.integer('venue_time') - 1,
      facts: tokenFacts(rules, rules.tick),
    });
  }
  await rows.flush();
}
