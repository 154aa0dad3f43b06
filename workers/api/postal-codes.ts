import { Hono } from "hono";
import {
  loadedPostalSchema,
  loadPostalRequestSchema,
  postalCodeParamSchema,
  postalPlacesSchema,
} from "../../schema/api/postal-codes.ts";
import { loadPostalRows, postalPlaces } from "../data/postal-codes.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { doc } from "./doc.ts";

/** Where postal codes are, for whoever writes an address (SDA-2), and the operator's list behind it. */
export const postalCodes = new Hono<ApiContext>()
  .get(
    "/postal-codes/:code",
    doc(
      "anyone",
      "Where a postal code is: several places where it spans towns or prefectures",
      postalPlacesSchema,
    ),
    valid("param", postalCodeParamSchema),
    async (c) => c.json({ places: await postalPlaces(c.env.DB, c.req.valid("param").code) }),
  )
  .post(
    "/operator/postal-codes",
    doc("operator", "Bring in rows of Japan Post's list", loadedPostalSchema),
    operatorOnly,
    valid("json", loadPostalRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      await loadPostalRows(c.env.DB, request);
      return c.json({ rows: request.rows.length });
    },
  );
