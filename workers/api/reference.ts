import { generateSpecs } from "hono-openapi";
import { API_VERSION } from "./anyone.ts";
import { STORE_KEY } from "./doc.ts";

const SECTIONS = {
  anyone: "Without signing in",
  resident: "A wallet, signed in by phone",
  staff: "Any account with ID and password",
  counter: "The till",
  pos: "A store's till system, with the store's key",
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
      components: {
        securitySchemes: {
          [STORE_KEY]: {
            type: "http",
            scheme: "bearer",
            description: "A store's key, made in its back office",
          },
        },
      },
      tags: Object.entries(SECTIONS).map(([name, description]) => ({ name, description })),
    },
    // A request that doesn't fit is a problem like any other; `doc` describes it.
    defaultValidationErrorResponse: false,
    excludeStaticFile: false,
    exclude: ["/api/openapi.json", "/api/*"],
  });
}
