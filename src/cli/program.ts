import { Command } from 'commander';
import { backtestCommand } from './backtest.js';
import { configCommand } from './config.js';
import { dataCommand } from './data.js';
import { demoCommand } from './demo.js';
import { reportCommand } from './report.js';
import { runsCommand } from './runs.js';
import { packageVersion } from './version.js';

/** The whole command line. Commands load what they need when they run. */
export function program(): Command {
  return new Command('touchline')
    .description('Backtest, research and trade sports prediction markets with one strategy code.')
    .version(packageVersion())
    .showHelpAfterError('(--help tells what there is)')
    .addCommand(demoCommand())
    .addCommand(dataCommand())
    .addCommand(backtestCommand())
    .addCommand(runsCommand())
    .addCommand(reportCommand())
    .addCommand(configCommand());
}
