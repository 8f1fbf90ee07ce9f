const SHAPE = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

/** Microseconds of a naive `YYYY-MM-DD HH:MM:SS` that is known to be UTC; `null` when it is no such instant. */
export function parseUtcTime(text: string): number | null {
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const milliseconds = Date.parse(`${match[1]}T${match[2]}Z`);
  if (!Number.isFinite(milliseconds)) return null;
  const written = new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
  return written === text ? milliseconds * 1000 : null;
}
