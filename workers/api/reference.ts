import { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import type { ApiContext } from "../http/context.ts";
import { API_VERSION } from "./anyone.ts";

const SECTIONS = {
  anyone: "Without signing in",
  resident: "A wallet, signed in by phone",
  staff: "Any account with ID and password",
  counter: "The till",
  issuer: "Issuing coupons",
  secretariat: "A region's secretariat",
  operator: "With the operator's key",
} as const;

/** The document of an app's routes (OpenAPI 3.1); made from the validators that guard the wire. */
export function openApi(app: Parameters<typeof generateSpecs>[0], origin: string) {
  return generateSpecs(app, {
    documentation: {
      openapi: "3.1.0",
      info: {
        title: "Tegata",
        version: API_VERSION,
        description:
          "Regional coupons and currencies. Every error is problem+json with a stable code; on money routes `outcome` says what is known of the operation.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: origin }],
      tags: Object.entries(SECTIONS).map(([name, description]) => ({ name, description })),
    },
    // A request that doesn't fit is a problem like any other; `doc` describes it.
    defaultValidationErrorResponse: false,
    excludeStaticFile: false,
    exclude: ["/api/openapi.json", "/api/docs", "/api/*"],
  });
}

/** The page of the reference; script and style are built files of ours, its document is /api/openapi.json. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tegata API</title>
<link rel="stylesheet" href="/assets/swagger-ui/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/assets/swagger-ui/swagger-ui-bundle.js"></script>
<script src="/assets/swagger-ui/start.js"></script>
</body>
</html>
`;

/** GET /api/docs. */
export const reference = new Hono<ApiContext>().get("/docs", (c) =>
  c.html(PAGE, 200, {
    "content-security-policy":
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  }),
);
