/** Seconds of a clock: "5:18", "0:45.3", "45.3" under a minute, "PT05M42.00S"; `null` = another shape. */
export function clockSeconds(text: string): number | null {
  const iso = /^PT(\d{1,3})M(\d{1,2}(?:\.\d+)?)S$/.exec(text);
  const plain = /^(\d{1,3}):([0-5]?\d(?:\.\d+)?)$/.exec(text);
  const [, minutes = '0', seconds] = iso ?? plain ?? /^()(\d{1,2}\.\d+)$/.exec(text) ?? [];
  if (seconds === undefined) return null;
  return Number(minutes) * 60 + Number(seconds);
}

/** A minute of a clock that counts up, with the minutes added to it: "58'", "90'+5'". */
export interface MinuteText {
  readonly minute: number;
  readonly added: number;
}

/** Reads "58'" or "90'+5'"; `null` = another shape. */
export function minuteOf(text: string): MinuteText | null {
  const [, minute, added = '0'] = /^(\d{1,3})['’](?:\s*\+\s*(\d{1,2})['’]?)?$/.exec(text) ?? [];
  return minute === undefined ? null : { minute: Number(minute), added: Number(added) };
}
