import type { WalkForwardReport } from './build-walk-forward-report.js';

/** The report as `touchline walk-forward --json` prints it. */
export const walkForwardToJson = ({ windows, axes, ...report }: WalkForwardReport) => ({
  schema: 'touchline/walk-forward/1',
  ...report,
  axes,
  windows: windows.map(({ chosen, ...window }) => ({
    ...window,
    chosen: chosen && {
      settings: Object.fromEntries(axes.map((axis, i) => [axis, chosen.values[i]])),
      configHash: chosen.configHash,
      trainSharpe: chosen.trainSharpe,
      medianSharpe: chosen.medianSharpe,
    },
  })),
});
