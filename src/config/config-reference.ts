import { STRATEGIES } from '../strategies/registry.js';
import { liveConfigSchema } from './live-config.js';
import { runConfigSchema } from './run-config.js';
import { type Setting, settingsOf } from './setting-list.js';

const INTRO = `# Configuration

One TOML file describes a run. \`touchline config show --config FILE\` prints every setting that is in force and
where it came from; \`touchline config reference\` prints this page, which is made from the schemas that check the
file (\`npx vitest run src/config/config-reference.test.ts -u\` writes it anew).

- What is left out has its default. A setting without a default is needed where \`needed\` stands.
- An unknown key, a value of another type or outside its range, and settings that could never let a trade through
  are refused, with the key, what was wanted and what stood there. Exit code 2.
- **Parts, not percents**: 15 % is 0.15. **Units** end the name: \`Usd\`, \`Shares\`, \`Ms\`, \`Seconds\`, \`Minutes\`.
  Prices and falls in \`points\` are dollars a share.
- \`"off"\` and \`"none"\` switch a rule or a limit off; a limit is never off by being left out.
- Parameters may differ by sport, league and market; the narrower goes before the wider:
  \`[markets.SLUG.parameters]\` over \`[leagues.LEAGUE.parameters]\` over \`[sports.SPORT.parameters]\` over
  \`[parameters]\`. A table that chooses another \`policy\` or \`mode\` replaces the one below whole.
- \`report.*\` changes what is kept of a run, never what it does. Every other setting is proved by a test
  to change what a run does (\`src/runs/knob-liveness.test.ts\`).
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

function row(setting: Setting, section: string): string {
  const name = setting.key.slice(section === '' ? 0 : section.length + 1);
  const preset =
    setting.preset === null ? (setting.required ? 'needed' : 'not set') : `\`${setting.preset}\``;
  const when = setting.when === null ? '' : ` Only with \`${setting.when}\`.`;
  return `| \`${name}\` | ${preset} | ${cell(setting.wanted)} | ${cell(setting.about)}.${when} |`;
}

const sectionOf = ({ key }: Setting): string => key.split('.').slice(0, -1).join('.');

/** One table a section, in the order in which settings are declared. */
function tables(settings: readonly Setting[], level: string): string {
  const sections = [...new Set(settings.map(sectionOf))];
  return sections
    .map((section) => {
      const rows = settings.filter((setting) => sectionOf(setting) === section);
      const title = section === '' ? 'At the top' : `\`[${section}]\``;
      const head = '| setting | default | wanted | what it is |\n|---|---|---|---|';
      return `${level} ${title}\n\n${head}\n${rows.map((setting) => row(setting, section)).join('\n')}\n`;
    })
    .join('\n');
}

/** Every setting of a run and of every strategy as Markdown: `docs/configuration.md`. */
export function configReference(): string {
  const run = settingsOf(runConfigSchema).filter(({ key }) => key !== 'parameters');
  const strategies = STRATEGIES.map(
    ({ name, summary, parameters }) =>
      `## Parameters of \`${name}\`\n\n${summary}\n\n${tables(settingsOf(parameters, 'parameters'), '###')}`,
  );
  const live = settingsOf(liveConfigSchema, 'live');
  const session = `## A session in real time\n\nRead by \`touchline live\`; a backtest of the same file checks it and leaves it alone.\n\n${tables(live, '###')}`;
  return [INTRO, `## The run\n\n${tables(run, '###')}`, session, ...strategies].join('\n');
}
