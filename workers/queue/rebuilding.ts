/** The row of `system_flag` that stands while D1 is made again from the log (PRJ-2, CPN-5). */
const FLAG = "rebuild";

/** Whether D1 is being made again: what it says of money is not whole. Throws where D1 is away. */
export async function isRebuilding(db: D1Database): Promise<boolean> {
  const row = await db
    .prepare("select value from system_flag where name = ?1")
    .bind(FLAG)
    .first<{ value: string }>();
  return row?.value === "1";
}

/** Turns the flag. */
export function setRebuilding(db: D1Database, on: boolean): D1PreparedStatement {
  return db
    .prepare(
      "insert into system_flag (name, value) values (?1, ?2) on conflict (name) do update set value = excluded.value",
    )
    .bind(FLAG, on ? "1" : "0");
}

/**
 * A statement that fails while the flag stands, and with it the whole batch it is part of: nothing is written between
 * somebody's look at the flag and the flag's rise. SQLite has no other way to fail outside a trigger than a function
 * that can't read its argument; the error reads "malformed JSON".
 */
export function unlessRebuilding(db: D1Database): D1PreparedStatement {
  return db
    .prepare(
      "select json(iif(value = '1', 'a rebuild is under way', 'null')) from system_flag where name = ?1",
    )
    .bind(FLAG);
}
