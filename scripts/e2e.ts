/**
 * `npm run e2e -- NAME…`: the browser tests named, or all of them.
 */
import { browserTests, runBrowserTests } from "./browser-tests.ts";
import { ensureTestTools } from "./test-tools.ts";

try {
  await ensureTestTools();
  const all = await browserTests();
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !all.some((test) => test.name === name));
  if (unknown.length > 0) {
    throw new Error(`No test ${unknown.join(", ")}; there are: ${all.map((test) => test.name).join(", ")}`);
  }
  const { passed, failed } = await runBrowserTests(
    wanted.length === 0 ? all : all.filter((test) => wanted.includes(test.name)),
  );
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
