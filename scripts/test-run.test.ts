import { expect, test } from "bun:test";
import { addCounts, noTests, readCounts, summaryLine } from "./test-run.ts";

const report =
  '<?xml?><testsuites name="bun test" tests="9" assertions="20" failures="2" skipped="1" time="1"></testsuites>';

test("the counts of a run are read from its report", () => {
  expect(readCounts(report, 1)).toEqual({ passed: 6, failed: 2, skipped: 1 });
});

test("a run that failed without a failing test counts as one failure", () => {
  expect(readCounts("", 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(readCounts(report.replace('failures="2"', 'failures="0"'), 1).failed).toBe(1);
  expect(readCounts(report.replace('failures="2"', 'failures="0"'), 0).failed).toBe(0);
});

test("the summary is one line that names skipped tests only when there are some", () => {
  const counts = addCounts({ passed: 3, failed: 0, skipped: 0 }, { passed: 1, failed: 1, skipped: 2 });
  expect(summaryLine(counts)).toBe("4 passed, 1 failed, 2 skipped");
  expect(summaryLine({ ...noTests, passed: 1 })).toBe("1 passed, 0 failed");
});
