import { registerHooks } from "node:module";

/** Actors import `cloudflare:workers`; outside workerd its one base class comes from here. Nothing else is replaced. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "cloudflare:workers"
      ? { url: new URL("./workers-runtime.ts", import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});
