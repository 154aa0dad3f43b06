import type { ImportKindName } from "../../schema/api/imports.ts";
import type { ImportKind } from "./kind.ts";
import { organisations } from "./organisations/kind.ts";
import { stores } from "./stores/kind.ts";

/** Everything that a CSV may bring in. */
export const KINDS: { readonly [Name in ImportKindName]: ImportKind } = { organisations, stores };
