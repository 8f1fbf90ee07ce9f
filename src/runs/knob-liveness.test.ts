import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runConfigSchema } from '../config/run-config.js';
import { type Setting, settingsOf } from '../config/setting-list.js';
import { lastingDip } from '../strategies/favourite-dip/scenario.testing.js';
import { STRATEGIES } from '../strategies/registry.js';
import { dataCases, type StoredSeason, storedSeason } from './data-cases.testing.js';
import {
  caseName,
  deedsOf,
  deedsOfCase,
  type KnobCase,
  knobName,
  runConfigured,
} from './knob-case.testing.js';
import { PARAMETER_CASES } from './parameter-cases.testing.js';
import { RUN_CASES } from './run-cases.testing.js';

interface Knob {
  readonly name: string;
  readonly setting: Setting;
}

/** Every setting that a configuration can hold, the parameters of every strategy among them. */
const KNOBS: readonly Knob[] = [
  ...settingsOf(runConfigSchema)
    .filter(({ key }) => key !== 'parameters')
    .map((setting) => ({ name: knobName(setting), setting })),
  ...STRATEGIES.flatMap((module) =>
    settingsOf(module.parameters, 'parameters').map((setting) => ({
      name: `${module.name}: ${knobName(setting)}`,
      setting,
    })),
  ),
];

const under = (table: string): readonly Knob[] => KNOBS.filter(({ name }) => name.startsWith(table));
/** One word and nothing else can be chosen: there is no second value until there is a second word. */
const ONE_CHOICE = KNOBS.filter(({ setting }) => setting.wanted === JSON.stringify(setting.words[0]));
const ELSEWHERE = [...under('data.'), ...under('report.'), ...ONE_CHOICE];

const CASES = [...RUN_CASES, ...PARAMETER_CASES];

/** The words among the values of a case; a table counts as the word that chooses its variant. */
const wordsOf = ({ values, knob }: KnobCase): readonly unknown[] => {
  const chooser = knob.split('.').at(-1) ?? '';
  return values.map((value) =>
    typeof value === 'object' && value !== null && chooser in value
      ? (value as Readonly<Record<string, unknown>>)[chooser]
      : value,
  );
};

/** Words apart from numbers: each has to do something else than every other. */
const isChoice = ({ words, wanted }: Setting): boolean => words.length > 2 && !wanted.includes('number');

describe('every setting is alive', () => {
  it('has a case for each setting, and no case for what is no setting', () => {
    const wanted = KNOBS.filter((knob) => !ELSEWHERE.includes(knob)).map(({ name }) => name);
    expect(CASES.map(caseName).sort()).toEqual(wanted.sort());
  });

  it('leaves nothing out', () => {
    expect(ONE_CHOICE).toEqual([]);
  });

  it.each(CASES.map((knobCase) => [caseName(knobCase), knobCase] as const))(
    '%s changes what a run does',
    (name, knobCase) => {
      const [first, ...others] = deedsOfCase(knobCase);
      expect(others.length).toBeGreaterThan(0);
      for (const other of others) expect(other).not.toBe(first);
      const setting = KNOBS.find((knob) => knob.name === name)?.setting;
      for (const word of setting?.words ?? []) expect(wordsOf(knobCase)).toContain(word);
      if (setting !== undefined && isChoice(setting)) {
        expect(new Set([first, ...others]).size).toBe(others.length + 1);
      }
    },
  );
});

describe('report settings change what is kept and nothing else', () => {
  const tape = lastingDip().build();
  const run = (report: Readonly<Record<string, unknown>>) =>
    runConfigured({ report, parameters: { entry: { confidenceMin: 0.9 } } }, tape);

  it('are two', () => {
    expect(under('report.').map(({ name }) => name)).toEqual([
      'report.equityEveryMinutes',
      'report.blockedDecisionsPerGate',
    ]);
  });

  it('equityEveryMinutes changes how many points of equity there are', () => {
    const [often, seldom] = [run({ equityEveryMinutes: 1 }), run({ equityEveryMinutes: 30 })];
    expect(often.equityCurve.length).toBeGreaterThan(seldom.equityCurve.length);
    expect(deedsOf(often)).toBe(deedsOf(seldom));
  });

  it('blockedDecisionsPerGate changes how many blocked decisions are kept', () => {
    const [none, some] = [run({ blockedDecisionsPerGate: 0 }), run({ blockedDecisionsPerGate: 5 })];
    expect(none.decisions).toHaveLength(0);
    expect(some.decisions).toHaveLength(5);
    expect(none.funnel).toEqual(some.funnel);
    expect(none.counts).toEqual(some.counts);
  });
});

describe('data settings change what is replayed', () => {
  let season: StoredSeason;
  beforeAll(async () => {
    season = await storedSeason();
  });
  afterAll(() => season.close());

  it('has a case for each setting', () => {
    expect(dataCases(null).map(({ knob }) => knob)).toEqual(under('data.').map(({ name }) => name));
  });

  it.each(dataCases(null).map(({ knob }) => knob))('%s changes what a run does', async (knob) => {
    const found = dataCases(season).find((each) => each.knob === knob);
    const deeds: string[] = [];
    for (const value of found?.values ?? []) deeds.push(await season.deeds(found?.base ?? {}, knob, value));
    const [first, ...others] = deeds;
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) expect(other).not.toBe(first);
  });
});
