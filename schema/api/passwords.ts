import "./no-eval.ts";
import * as z from "zod";
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from "../limits.ts";

/** A password that somebody chooses. */
export const newPasswordSchema = z.string().min(MIN_PASSWORD_CHARACTERS).max(MAX_PASSWORD_CHARACTERS);
