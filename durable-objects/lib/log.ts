/** What a line of the log says beside its event: ids, counts, times and error texts, never what belongs to people (SEC-5). */
type Fields = Readonly<Record<string, unknown>>;

/**
 * One line of the log, as JSON (OPS-6): the event is always the same words, so that a line can be looked for and counted;
 * what differs stands in fields of their own, which the platform's log takes apart.
 *
 * @param level `error` where a person has to look, `warn` where the system goes on by itself, `log` for what is usual
 */
export function logLine(level: "log" | "warn" | "error", event: string, fields: Fields = {}): void {
  console[level](JSON.stringify({ event, ...fields }));
}
