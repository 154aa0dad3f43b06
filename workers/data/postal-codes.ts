import type { LoadPostalRequest, PostalPlace } from "../../schema/api/postal-codes.ts";
import { MAX_POSTAL_PLACES } from "../../schema/limits.ts";

/** Where a postal code is; empty where nobody knows. The list is public and the same for every region. */
export async function postalPlaces(db: D1Database, code: string): Promise<PostalPlace[]> {
  const { results } = await db
    .prepare(
      `select prefecture, city, town, municipality from postal_code where code = ?1
       order by prefecture, city, town limit ${MAX_POSTAL_PLACES}`,
    )
    .bind(code)
    .all<PostalPlace>();
  return results;
}

/** Writes rows of the list, the first of them over everything that was there. */
export async function loadPostalRows(db: D1Database, { first, rows }: LoadPostalRequest): Promise<void> {
  const insert = db
    .prepare(
      `insert or replace into postal_code (code, prefecture, city, town, municipality)
       select value ->> 'code', value ->> 'prefecture', value ->> 'city', value ->> 'town', value ->> 'municipality'
       from json_each(?1)`,
    )
    .bind(JSON.stringify(rows));
  await db.batch(first ? [db.prepare("delete from postal_code"), insert] : [insert]);
}
