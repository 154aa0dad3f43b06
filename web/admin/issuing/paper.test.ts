import { expect, test } from "vitest";
import { PAPERS } from "../../../schema/sheet-papers.ts";
import { storedPaper } from "./paper.ts";

test("PRN-4: a desk keeps its paper, also where it was chosen before there were three kinds of A4", () => {
  for (const paper of PAPERS) expect(storedPaper(paper)).toBe(paper);
  expect(storedPaper("a4")).toBe("a4-four");
  expect(storedPaper(null)).toBe("a6");
  expect(storedPaper("a3")).toBe("a6");
});
