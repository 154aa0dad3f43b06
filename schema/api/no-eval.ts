import * as z from "zod";

/**
 * Told before the first schema is made: zod would else try whether it may compile code from text. Our pages' policy
 * forbids that (workers/http/shells.ts), and a browser reports each try.
 */
z.config({ jitless: true });
