/**
 * Counts what each statement of an actor writes, indexes included, and each arming of the alarm as one row, as it is
 * billed. From here on, for every actor of the isolate whose storage (and its `sql`) `isCounted` takes; what it returns tells
 * and forgets. Slows SQL.
 */
export function countRowsWritten(
  storage: DurableObjectStorage,
  isCounted: (storageOrSql: object) => boolean = () => true,
): () => Record<string, number> {
  let cursors: { what: string; cursor: { readonly rowsWritten: number } }[] = [];
  const sql = Object.getPrototypeOf(storage.sql) as SqlStorage;
  const { exec } = sql;
  sql.exec = function (this: SqlStorage, statement: string, ...bindings: unknown[]) {
    const cursor = exec.call(this, statement, ...bindings);
    if (!isCounted(this)) return cursor;
    const what =
      /^\s*(insert|update|delete|create)[a-z\s]*?\s(?:from\s+)?(\w+)\s*(?:\(|set|where|as|on)/i.exec(
        statement,
      );
    cursors.push({ what: what ? `${what[1]} ${what[2]}` : statement.slice(0, 40), cursor });
    return cursor;
  } as SqlStorage["exec"];
  const alarms = Object.getPrototypeOf(storage) as DurableObjectStorage;
  const { setAlarm } = alarms;
  alarms.setAlarm = function (this: DurableObjectStorage, ...args) {
    if (isCounted(this)) cursors.push({ what: "alarm", cursor: { rowsWritten: 1 } });
    return setAlarm.apply(this, args);
  };
  return () => {
    const rows: Record<string, number> = {};
    for (const { what, cursor } of cursors)
      if (cursor.rowsWritten > 0) rows[what] = (rows[what] ?? 0) + cursor.rowsWritten;
    cursors = [];
    return rows;
  };
}
