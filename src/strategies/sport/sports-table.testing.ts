import type { LeagueRules, StageRules } from './league-rules.js';
import type { Overtime } from './overtime.js';
import type { Regulation } from './regulation.js';

const minutes = (seconds: number): string => `${seconds / 60}:00`;

function regulationText(rules: Regulation): string {
  switch (rules.kind) {
    case 'clock': {
      const added = rules.addedSeconds.map((seconds) => `+${seconds / 60}`);
      const clock = `${rules.periods} × ${minutes(rules.periodSeconds)} ${rules.clock}`;
      return added.length === 0 ? clock : `${clock}, ${added.join(' ')}`;
    }
    case 'innings':
      return `${rules.periods} innings, ${rules.periods * 6} outs`;
    case 'rounds':
      return `${rules.periods ?? 'n'} × ${minutes(rules.periodSeconds)} down`;
    case 'sets': {
      const last = rules.toWinLast === rules.toWin ? '' : `, the last to ${rules.toWinLast}`;
      return `best of ${rules.bestOf ?? 'n'} sets to ${rules.toWin}${last}`;
    }
    case 'maps': {
      const { measure } = rules;
      if (measure.by === 'rounds') return `best of n maps, ${measure.toWin} rounds win`;
      return measure.by === 'clock'
        ? `best of n maps of ~${minutes(measure.expectedSeconds)}`
        : 'best of n games';
    }
    case 'overs':
      return `${rules.periods} innings${rules.balls === null ? '' : ` × ${rules.balls} balls`}`;
    case 'holes':
      return `${rules.periods ?? 'n'} × 18 holes`;
    case 'laps':
      return 'n laps';
  }
}

function overtimeText(overtime: Overtime): string {
  switch (overtime.kind) {
    case 'none':
      return 'none';
    case 'untimed':
      return overtime.form.replaceAll('-', ' ');
    case 'innings': {
      const last = overtime.last === null ? 'innings' : `innings, at most ${overtime.last}`;
      return overtime.runnerOnSecond ? `${last}, runner on second` : last;
    }
    case 'timed': {
      const ends = overtime.ends === 'clock' ? '' : `, ${overtime.ends.replaceAll('-', ' ')} ends it`;
      const ifLevel = overtime.ifLevel.replaceAll('-', ' ');
      return `${overtime.periods} × ${minutes(overtime.seconds)}${ends}, then ${ifLevel}`;
    }
  }
}

function wallText(regulation: Regulation, { wallMinutes }: StageRules): string {
  if (regulation.kind === 'sets') return `${regulation.setMinutes} a set`;
  if (regulation.kind === 'maps') {
    return `${regulation.mapMinutes} a ${regulation.measure.by === 'nothing' ? 'game' : 'map'}`;
  }
  return wallMinutes === null ? '-' : String(wallMinutes);
}

/** One cell for both stages where they do not differ. */
const both = (regular: string, knockout: string): string =>
  regular === knockout ? regular : `${regular} / ${knockout}`;

/** A row of the table of docs/sports.md. */
export function sportsRow({ leagues, from, regulation, stages }: LeagueRules): string {
  const { regular, knockout } = stages;
  const draw = (rules: StageRules): string => (rules.draw ? 'yes' : 'no');
  const cells = [
    from === null ? leagues : `${leagues} from ${from}`,
    regulationText(regulation),
    both(overtimeText(regular.overtime), overtimeText(knockout.overtime)),
    both(draw(regular), draw(knockout)),
    both(wallText(regulation, regular), wallText(regulation, knockout)),
  ];
  return `| ${cells.join(' | ')} |`;
}
