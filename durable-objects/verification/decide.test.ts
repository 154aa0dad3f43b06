import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CODES_WINDOW_MS, MAX_CODES_IN_WINDOW } from "../../schema/limits.ts";
import { nodeSql } from "../lib/node-sql.testing.ts";
import { verificationCode, verificationCodeHash } from "./code.ts";
import {
  CODE_VALID_MS,
  DAY_WINDOW_MS,
  decideCheck,
  decideStart,
  EMPTY_STATE,
  forgetOld,
  forgettableAtMs,
  LOCK_AFTER_MISSES,
  LOCK_MS,
  MAX_CODES_DAY,
  MAX_TRIES_PER_CODE,
  type VerificationState,
} from "./decide.ts";
import { loadState, saveState } from "./store.ts";

const T0 = Date.UTC(2026, 10, 30, 3);
const RUNS = { numRuns: 1_000 };

/** Plays a phone's story on the real statements, reading the state back before every step. */
function phone() {
  const sql = nodeSql(new DatabaseSync(":memory:"));
  const stored = () => loadState(sql) as VerificationState;
  return {
    state: stored,
    start(hash: string, atMs: number) {
      const { state, result } = decideStart(stored(), hash, atMs);
      saveState(sql, state);
      return result;
    },
    check(hash: string, atMs: number) {
      const { state, result } = decideCheck(stored(), hash, atMs);
      saveState(sql, state);
      return result;
    },
  };
}
const notAccepted = { ok: false, error: { code: "code-not-accepted" } };

describe("S20: a code", () => {
  test("RES-2, S20: the right one is taken once", () => {
    const p = phone();
    expect(p.start("right", T0)).toEqual({ ok: true, value: { expiresAtMs: T0 + CODE_VALID_MS } });
    expect(p.check("right", T0 + 1)).toEqual({ ok: true, value: { verifiedAtMs: T0 + 1 } });
    expect(p.check("right", T0 + 2)).toEqual(notAccepted);
  });

  test("RES-2, S20: it is good for ten minutes, exclusive", () => {
    const late = phone();
    late.start("right", T0);
    expect(late.check("right", T0 + CODE_VALID_MS)).toEqual(notAccepted);
    const intime = phone();
    intime.start("right", T0);
    expect(intime.check("right", T0 + CODE_VALID_MS - 1).ok).toBe(true);
  });

  test("RES-2, S20: after five wrong tries the right one is refused too", () => {
    const p = phone();
    p.start("right", T0);
    for (let i = 0; i < MAX_TRIES_PER_CODE; i++) expect(p.check("wrong", T0 + i)).toEqual(notAccepted);
    expect(p.check("right", T0 + 9)).toEqual(notAccepted);
  });

  test("RES-2, S20: a newer one replaces it", () => {
    const p = phone();
    p.start("first", T0);
    p.start("second", T0 + 1);
    expect(p.check("first", T0 + 2)).toEqual(notAccepted);
    expect(p.check("second", T0 + 3).ok).toBe(true);
  });

  test("S20: wrong, expired, used, replaced and never sent are one answer", () => {
    expect(phone().check("any", T0)).toEqual(notAccepted);
  });
});

describe("S20: limits per phone", () => {
  test("RES-4, S20: three codes in ten minutes, then a wait that ends when the oldest leaves the window", () => {
    const p = phone();
    for (let i = 0; i < MAX_CODES_IN_WINDOW; i++) expect(p.start(`${i}`, T0 + i * 1_000).ok).toBe(true);
    const refused = p.start("more", T0 + 5_000);
    expect(refused).toEqual({
      ok: false,
      error: { code: "too-many-codes", retryAtMs: T0 + CODES_WINDOW_MS },
    });
    expect(p.check("2", T0 + 6_000).ok).toBe(true);
    expect(p.start("more", T0 + CODES_WINDOW_MS - 1).ok).toBe(false);
    expect(p.start("more", T0 + CODES_WINDOW_MS).ok).toBe(true);
  });

  test("RES-4, S20: ten wrong tries lock the phone, for codes and tries alike, and the lock ends", () => {
    const p = phone();
    let now = T0;
    for (let code = 0; code < LOCK_AFTER_MISSES / MAX_TRIES_PER_CODE; code++) {
      p.start("right", now);
      for (let i = 0; i < MAX_TRIES_PER_CODE; i++) p.check("wrong", ++now);
    }
    const locked = { ok: false, error: { code: "locked", retryAtMs: now + LOCK_MS } };
    expect(p.check("right", now + 1)).toEqual(locked);
    expect(p.start("right", now + LOCK_MS - 1)).toEqual(locked);
    expect(p.start("right", now + LOCK_MS).ok).toBe(true);
    expect(p.check("right", now + LOCK_MS + 1).ok).toBe(true);
  });

  test("S20: whatever is asked in whatever order, no window ever holds more codes or tries than its limit", () => {
    const step = fc.record({
      what: fc.constantFrom("start", "right", "wrong", "wrong", "wrong"),
      waitMs: fc.oneof(fc.nat(2_000), fc.nat(CODES_WINDOW_MS), fc.nat(LOCK_MS * 3)),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state = EMPTY_STATE;
        let now = T0;
        const sent: number[] = [];
        let guessesOfCode = 0;
        for (const { what, waitMs } of steps) {
          now += waitMs;
          if (what === "start") {
            const decision = decideStart(state, "right", now);
            state = decision.state;
            if (!decision.result.ok) {
              expect(decision.result.error.retryAtMs).toBeGreaterThan(now);
              continue;
            }
            sent.push(now);
            guessesOfCode = 0;
            expect(sent.filter((at) => now - at < CODES_WINDOW_MS).length).toBeLessThanOrEqual(
              MAX_CODES_IN_WINDOW,
            );
            expect(sent.filter((at) => now - at < DAY_WINDOW_MS).length).toBeLessThanOrEqual(MAX_CODES_DAY);
          } else {
            const wasLive = state.live !== null && now < state.live.expiresAtMs && now >= state.lockedUntilMs;
            const decision = decideCheck(state, what, now);
            state = decision.state;
            if (wasLive) guessesOfCode++;
            expect(guessesOfCode).toBeLessThanOrEqual(MAX_TRIES_PER_CODE);
            expect(decision.result.ok).toBe(wasLive && what === "right");
            if (decision.result.ok) guessesOfCode = 0;
          }
        }
      }),
      RUNS,
    );
  });

  test("S20: a promised retryAtMs is the first moment at which a code is sent again", () => {
    const gaps = fc.array(fc.nat(DAY_WINDOW_MS / 8), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(gaps, (waits) => {
        let state = EMPTY_STATE;
        let now = T0;
        for (const wait of waits) {
          now += wait;
          const decision = decideStart(state, "hash", now);
          state = decision.state;
          if (decision.result.ok) continue;
          const { retryAtMs } = decision.result.error;
          expect(decideStart(state, "hash", retryAtMs - 1).result.ok).toBe(false);
          expect(decideStart(state, "hash", retryAtMs).result.ok).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

describe("WHO-3: forgetting", () => {
  const states = fc.record({
    startsMs: fc
      .array(fc.integer({ min: T0, max: T0 + 1e6 }), { maxLength: MAX_CODES_DAY })
      .map((a) => a.sort()),
    missesMs: fc
      .array(fc.integer({ min: T0, max: T0 + 1e6 }), { maxLength: LOCK_AFTER_MISSES })
      .map((a) => a.sort()),
    live: fc.option(
      fc.record({
        hash: fc.constantFrom("right", "other"),
        expiresAtMs: fc.integer({ min: T0, max: T0 + CODE_VALID_MS }),
        triesLeft: fc.integer({ min: 1, max: MAX_TRIES_PER_CODE }),
      }),
    ),
    lockedUntilMs: fc.constantFrom(0, T0 + LOCK_MS),
  });

  test("WHO-3: at the announced moment nothing is left, a moment before something is", () => {
    fc.assert(
      fc.property(states, (state) => {
        const at = forgettableAtMs(state);
        if (at === null) {
          expect(state).toEqual(EMPTY_STATE);
          return;
        }
        expect(forgetOld(state, at)).toEqual(EMPTY_STATE);
        expect(forgetOld(state, at - 1)).not.toEqual(EMPTY_STATE);
      }),
      RUNS,
    );
  });

  test("WHO-3: forgetting changes no later answer", () => {
    fc.assert(
      fc.property(
        states,
        fc.nat(DAY_WINDOW_MS * 2),
        fc.nat(DAY_WINDOW_MS),
        (state, forgetAfter, thenAfter) => {
          const forgotten = forgetOld(state, T0 + forgetAfter);
          const at = T0 + forgetAfter + thenAfter;
          expect(decideStart(forgotten, "new", at)).toEqual(decideStart(state, "new", at));
          expect(decideCheck(forgotten, "right", at)).toEqual(decideCheck(state, "right", at));
        },
      ),
      RUNS,
    );
  });

  test("WHO-3: what is stored is what was decided, also when written again", () => {
    const sql = nodeSql(new DatabaseSync(":memory:"));
    fc.assert(
      fc.property(states, (state) => {
        saveState(sql, state);
        expect(loadState(sql)).toEqual(state);
      }),
      { numRuns: 200 },
    );
  });

  test("WHO-3: reading leaves nothing behind", () => {
    const database = new DatabaseSync(":memory:");
    expect(loadState(nodeSql(database))).toEqual(EMPTY_STATE);
    expect(database.prepare("select count(*) as n from sqlite_master").get()).toEqual({ n: 0 });
  });

  test("ACT-2: tables newer than the code are left alone", () => {
    const sql = nodeSql(new DatabaseSync(":memory:"));
    saveState(sql, EMPTY_STATE);
    sql.all("update schema_version set version = 99");
    expect(loadState(sql)).toBeNull();
  });
});

describe("S20: six digits", () => {
  const feed = (...numbers: number[]) => {
    const left = [...numbers];
    return (bytes: Uint8Array<ArrayBuffer>) =>
      new DataView(bytes.buffer).setUint32(0, left.shift() as number);
  };

  test("S20: they keep their leading zeros, and numbers that would favour low codes are thrown away", () => {
    expect(verificationCode(feed(42))).toBe("000042");
    expect(verificationCode(feed(4_293_999_999))).toBe("999999");
    expect(verificationCode(feed(4_294_000_000, 2 ** 32 - 1, 7))).toBe("000007");
  });

  test("S20: real randomness gives six digits that spread", () => {
    const codes = Array.from({ length: 2_000 }, () =>
      verificationCode((bytes) => crypto.getRandomValues(bytes)),
    );
    for (const code of codes) expect(code).toMatch(/^[0-9]{6}$/);
    expect(new Set(codes).size).toBeGreaterThan(1_900);
  });

  test("RES-2, WHO-3: the stored hash belongs to one key, one phone, one purpose and one code", () => {
    const key = new Uint8Array(32).fill(1);
    const hashes = [
      verificationCodeHash(key, "phone", "sign-in", "123456"),
      verificationCodeHash(new Uint8Array(32).fill(2), "phone", "sign-in", "123456"),
      verificationCodeHash(key, "other", "sign-in", "123456"),
      verificationCodeHash(key, "phone", "other", "123456"),
      verificationCodeHash(key, "phone", "sign-in", "123457"),
    ];
    expect(new Set(hashes).size).toBe(5);
    expect(hashes[0]).toBe(verificationCodeHash(key, "phone", "sign-in", "123456"));
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});
