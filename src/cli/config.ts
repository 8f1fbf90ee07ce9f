import { Command } from 'commander';

interface ConfigOptions {
  readonly config: string;
  readonly json?: boolean;
}

/** `touchline config`: what is in force. */
export function configCommand(): Command {
  const show = new Command('show')
    .description('print every effective setting and where it came from')
    .requiredOption('--config <file>', 'the configuration, TOML')
    .option('--json', 'print the settings as JSON')
    .addHelpText('after', '\nExamples:\n  $ touchline config show --config examples/real-quotes.toml')
    .action(showConfig);
  return new Command('config').description('inspect configurations').addCommand(show);
}

async function showConfig(options: ConfigOptions): Promise<void> {
  const [{ readConfigFile }, { prepareRun }, { settingsTable }] = await Promise.all([
    import('../config/config-file.js'),
    import('../runs/prepare-run.js'),
    import('../report/settings-table.js'),
  ]);
  const { settings } = prepareRun(readConfigFile(options.config), options.config);
  process.stdout.write(
    options.json ? `${JSON.stringify(settings, null, 2)}\n` : `${settingsTable(settings)}\n`,
  );
}
