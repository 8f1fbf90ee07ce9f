import { Command } from 'commander';
import { givenSettings } from './given-settings.js';

interface ShowOptions {
  readonly config: string;
  readonly dataset?: string;
  readonly strategy?: string;
  readonly json?: boolean;
}

/** `touchline config`: what is in force, and what there is. */
export function configCommand(): Command {
  return new Command('config')
    .description('inspect configurations')
    .addCommand(showCommand())
    .addCommand(referenceCommand());
}

function showCommand(): Command {
  return new Command('show')
    .description('print every effective setting and where it came from')
    .requiredOption('--config <file>', 'the configuration, TOML')
    .option('--dataset <name>', 'as for touchline backtest')
    .option('--strategy <name>', 'as for touchline backtest')
    .option('--json', 'print the settings as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ touchline config show --config examples/real-quotes.toml
  $ touchline config show --config examples/real-quotes.toml --json | jq '.[] | select(.origin == "file")'`,
    )
    .action(showConfig);
}

function referenceCommand(): Command {
  return new Command('reference')
    .description('print every setting there is, with unit, range and default, as Markdown')
    .addHelpText('after', '\nExamples:\n  $ touchline config reference > configuration.md')
    .action(printReference);
}

async function showConfig(options: ShowOptions): Promise<void> {
  const [{ readConfigFile, mergeTables }, { prepareOwnRun }, { settingsTable }] = await Promise.all([
    import('../config/config-file.js'),
    import('../runs/prepare-run.js'),
    import('../report/settings-table.js'),
  ]);
  const given = givenSettings(options);
  const raw = mergeTables(readConfigFile(options.config), given);
  const { settings } = await prepareOwnRun(raw, options.config, given);
  process.stdout.write(
    options.json ? `${JSON.stringify(settings, null, 2)}\n` : `${settingsTable(settings)}\n`,
  );
}

async function printReference(): Promise<void> {
  const { configReference } = await import('../config/config-reference.js');
  process.stdout.write(configReference());
}
