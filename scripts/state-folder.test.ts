import { spawn } from "node:child_process";
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { once } from "node:events";
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lockState, runtimesOn, secretsOf } from "./state-folder.ts";

const folder = () => mkdtempSync(join(tmpdir(), "tegata-state-"));

describe("the lock", () => {
  test("a second start on the same folder is refused and told who has it", () => {
    const state = folder();
    const lock = lockState(state);
    expect(() => lockState(state)).toThrow(`in use by process ${process.pid}`);
    lock.release();
    lockState(state).release();
  });

  test("a lock whose process is gone is taken over", async () => {
    const state = folder();
    const gone = spawn(process.execPath, ["-e", ""]);
    await once(gone, "exit");
    writeFileSync(join(state, "lock"), JSON.stringify({ pid: gone.pid, runtimePids: [] }));
    lockState(state).release();
    expect(existsSync(join(state, "lock"))).toBe(false);
  });

  test.runIf(existsSync("/proc/self/cmdline"))(
    "a workerd that outlived its killed holder is ended, any other process is let be",
    async () => {
      const state = folder();
      const gone = spawn(process.execPath, ["-e", ""]);
      await once(gone, "exit");
      const program = join(state, "workerd");
      copyFileSync("/bin/sleep", program);
      const left = spawn(program, ["60"], { stdio: "ignore" });
      const other = spawn("/bin/sleep", ["60"], { stdio: "ignore" });
      await Promise.all([once(left, "spawn"), once(other, "spawn")]);
      const ended = once(left, "exit");
      writeFileSync(
        join(state, "lock"),
        JSON.stringify({ pid: gone.pid, runtimePids: [left.pid, other.pid] }),
      );
      lockState(state).release();
      // Nothing is left of it but its entry in its parent's list: whoever starts now is alone on the files.
      expect(readFileSync(`/proc/${left.pid}/stat`, "latin1")).toMatch(/^\d+ \(workerd\) Z/);
      expect((await ended)[1]).toBe("SIGKILL");
      expect(other.exitCode).toBeNull();
      other.kill();
      expect((await once(other, "exit"))[1]).toBe("SIGTERM");
    },
  );
});

test.runIf(existsSync("/proc/self/cmdline"))(
  "a workerd whose holder was killed before it could write it down is found by its open files and ended",
  async () => {
    const state = folder();
    const gone = spawn(process.execPath, ["-e", ""]);
    await once(gone, "exit");
    const program = join(state, "workerd");
    copyFileSync("/bin/sleep", program);
    mkdirSync(join(state, "data"));
    const file = openSync(join(state, "data", "actor.sqlite"), "w");
    const left = spawn(program, ["60"], { stdio: ["ignore", file, "ignore"] });
    const elsewhere = spawn(program, ["60"], { stdio: "ignore" });
    await Promise.all([once(left, "spawn"), once(elsewhere, "spawn")]);
    closeSync(file);
    expect(runtimesOn(state)).toEqual([left.pid]);
    const ended = once(left, "exit");
    writeFileSync(join(state, "lock"), JSON.stringify({ pid: gone.pid, runtimePids: [] }));
    lockState(state).release();
    expect((await ended)[1]).toBe("SIGKILL");
    expect(runtimesOn(state)).toEqual([]);
    elsewhere.kill();
    expect((await once(elsewhere, "exit"))[1]).toBe("SIGTERM");
  },
);

describe("WHO-5: the secrets", () => {
  test("are made once, for the owner's eyes only", () => {
    const state = folder();
    const first = secretsOf(state);
    expect(secretsOf(state)).toEqual(first);
    expect(statSync(join(state, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(secretsOf(folder()).SESSION_KEY).not.toBe(first.SESSION_KEY);
  });

  test("an older folder gets the ones it lacks and keeps its own", () => {
    const state = folder();
    writeFileSync(join(state, "secrets.json"), JSON.stringify({ OPERATOR_KEY: "kept" }));
    const secrets = secretsOf(state);
    expect(secrets.OPERATOR_KEY).toBe("kept");
    expect(JSON.parse(readFileSync(join(state, "secrets.json"), "utf8"))).toEqual(secrets);
  });

  test("AUD-7: the archive's key signs, and is made once", () => {
    const state = folder();
    const jwk = JSON.parse(secretsOf(state).ARCHIVE_SIGNING_KEY);
    const signature = sign(null, Buffer.from("root"), createPrivateKey({ key: jwk, format: "jwk" }));
    const { kty, crv, x, kid } = JSON.parse(secretsOf(state).ARCHIVE_SIGNING_KEY);
    const open = createPublicKey({ key: { kty, crv, x }, format: "jwk" });
    expect(verify(null, Buffer.from("root"), open, signature)).toBe(true);
    expect(kid).toMatch(/^[\w-]{43}$/);
  });

  test("PSH-4: the key for pushes is one that push services take, and is made once", () => {
    const state = folder();
    const jwk = JSON.parse(secretsOf(state).VAPID_KEY);
    expect(createPrivateKey({ key: jwk, format: "jwk" }).asymmetricKeyDetails).toEqual({
      namedCurve: "prime256v1",
    });
    expect(JSON.parse(secretsOf(state).VAPID_KEY)).toEqual(jwk);
  });
});
