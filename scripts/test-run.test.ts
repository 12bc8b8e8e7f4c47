import { expect, test } from "bun:test";
import { addCounts, noTests, readCounts, summaryLines } from "./test-run.ts";

const report =
  '<?xml?><testsuites name="bun test" tests="9" assertions="20" failures="2" skipped="1" time="1"></testsuites>';

test("the counts of a run are read from its report", () => {
  expect(readCounts(report, 1)).toEqual({ passed: 6, failed: 2, skipped: 1, failures: [] });
});

test("a run that failed without a failing test counts as one failure", () => {
  const unseen = "a run of tests ended with 1, and no test says why";
  expect(readCounts("", 1)).toEqual({ passed: 0, failed: 1, skipped: 0, failures: [unseen] });
  expect(readCounts(report.replace('failures="2"', 'failures="0"'), 1).failed).toBe(1);
  expect(readCounts(report.replace('failures="2"', 'failures="0"'), 0).failed).toBe(0);
});

test("what failed is told by file, name and message", () => {
  const xml = `<testsuites tests="2" failures="1"><testcase name="adds &quot;x&quot;" classname="a &gt; b" time="1" file="c.test.ts">
    <failure type="Error" message="no">Error: 1 &lt; 2&#10;</failure></testcase>
    <testcase name="fine" classname="" file="c.test.ts" /></testsuites>`;
  expect(readCounts(xml, 1).failures).toEqual(['c.test.ts: a > b > adds "x"\nError: 1 < 2']);
});

test("the summary ends with one line of what passed and failed, and names skipped tests only when there are some", () => {
  const counts = addCounts(
    { ...noTests, passed: 3 },
    { passed: 1, failed: 1, skipped: 2, failures: ["one"] },
  );
  expect(counts.failures).toEqual(["one"]);
  expect(summaryLines(counts)).toBe("2 skipped\n4 passed, 1 failed");
  expect(summaryLines({ ...noTests, passed: 1 })).toBe("1 passed, 0 failed");
});
