/**
 * True on a laptop, false in the production bundle, where every branch behind it is cut away.
 * Modules that must not exist in production (the dev inbox) are reached only inside `if (__DEV__)`.
 */
declare const __DEV__: boolean;
