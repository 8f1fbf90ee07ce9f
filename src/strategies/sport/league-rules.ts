import type { Overtime } from './overtime.js';
import type { Regulation } from './regulation.js';

/** Stage of a competition: where a level game may stand, and where someone has to go on. */
export type Stage = 'regular' | 'knockout';

/** What the stage of a competition changes. Regulation is the same in every stage. */
export interface StageRules {
  readonly overtime: Overtime;
  /** Whether a game can end level after all that the stage plays; a market of regulation alone can where this is false. */
  readonly draw: boolean;
  /** Typical length with its breaks; `null` = by sets or maps, by the event, or with nights between. */
  readonly wallMinutes: number | null;
}

/** Rules of leagues from a date on. */
export interface LeagueRules {
  /** Codes as venues write them, separated by spaces. */
  readonly leagues: string;
  /** First day, `YYYY-MM-DD`; `null` = since before any game that is recorded. */
  readonly from: string | null;
  readonly regulation: Regulation;
  readonly stages: Readonly<Record<Stage, StageRules>>;
}

interface RulesText {
  readonly leagues: string;
  readonly from?: string;
  readonly regulation: Regulation;
  readonly regular: StageRules;
  /** What differs from the regular stage; left out where nothing does. */
  readonly knockout?: Partial<StageRules>;
}

/** Rules of leagues as the tables of `specs/` write them. */
export function leagueRules({ leagues, from, regulation, regular, knockout }: RulesText): LeagueRules {
  const stages: Record<Stage, StageRules> = { regular, knockout: { ...regular, ...knockout } };
  return { leagues, from: from ?? null, regulation, stages };
}
