import { Command } from 'commander';
import { packageVersion } from '../config/package-version.js';
import { ablateCommand } from './ablate.js';
import { accountsCommand } from './accounts.js';
import { backtestCommand } from './backtest.js';
import { benchCommand } from './bench.js';
import { calibrateCommand } from './calibrate.js';
import { compareCommand } from './compare.js';
import { configCommand } from './config.js';
import { dashboardCommand } from './dashboard.js';
import { dataCommand } from './data.js';
import { demoCommand } from './demo.js';
import { devigCommand } from './devig.js';
import { kellyCommand } from './kelly.js';
import { keysCommand } from './keys.js';
import { leakCheckCommand } from './leak-check.js';
import { liveCommand } from './live.js';
import { replayCommand } from './replay.js';
import { reportCommand } from './report.js';
import { runsCommand } from './runs.js';
import { sandboxCommand } from './sandbox.js';
import { simulateCommand } from './simulate.js';
import { sweepCommand } from './sweep.js';
import { trendCommand } from './trend.js';
import { walkForwardCommand } from './walk-forward.js';
import { winprobCommand } from './winprob.js';
import { workerCommand } from './worker.js';

/** Faults of the command line are thrown, by every command: `main.ts` decides the exit code. */
function withFaultsThrown(command: Command): Command {
  command.exitOverride().showHelpAfterError('(--help tells what there is)');
  for (const child of command.commands) withFaultsThrown(child);
  return command;
}

/** The whole command line. Commands load what they need when they run. */
export function program(): Command {
  const whole = new Command('touchline')
    .description('Backtest, research and trade sports prediction markets with one strategy code.')
    .version(packageVersion())
    .addCommand(demoCommand())
    .addCommand(dataCommand())
    .addCommand(backtestCommand())
    .addCommand(sweepCommand())
    .addCommand(workerCommand())
    .addCommand(walkForwardCommand())
    .addCommand(leakCheckCommand())
    .addCommand(calibrateCommand())
    .addCommand(trendCommand())
    .addCommand(ablateCommand())
    .addCommand(kellyCommand())
    .addCommand(devigCommand())
    .addCommand(winprobCommand())
    .addCommand(runsCommand())
    .addCommand(reportCommand())
    .addCommand(compareCommand())
    .addCommand(liveCommand())
    .addCommand(dashboardCommand())
    .addCommand(accountsCommand())
    .addCommand(keysCommand())
    .addCommand(replayCommand())
    .addCommand(configCommand())
    .addCommand(benchCommand())
    .addCommand(sandboxCommand())
    .addCommand(simulateCommand());
  return withFaultsThrown(whole);
}
