/**
 * Progress as short lines with times, the same in every command.
 */
import { spawn } from "node:child_process";

export interface Ran {
  code: number;
  output: string;
}

/** Seconds with one digit, for a line of progress. */
export function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}

/** Does `work` and says how long it took; a thrown error is named and thrown on. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    const value = await work();
    console.log(`✓ ${title} ${seconds(started)}`);
    return value;
  } catch (error) {
    console.log(`✗ ${title} ${seconds(started)}`);
    throw error;
  }
}

/**
 * Runs a program to its end. `live` shows its output as it comes; without it the output is only returned.
 * A program that cannot be started counts as one that ended with code 127.
 */
export function run(
  command: string,
  args: string[],
  options: { live?: boolean; env?: Record<string, string>; cwd?: string } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const take = (chunk: Buffer) => {
      output += chunk;
      if (options.live) process.stdout.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
