import { expect, test } from "bun:test";
import { SequenceChecker } from "./sequence-checker.ts";

function faultsOf(numbers: readonly number[], from?: number) {
  const checker = new SequenceChecker();
  if (from !== undefined) checker.expectFrom("a", from);
  for (const number of numbers) checker.check("a", number);
  const { lost, duplicate, reordered } = checker.faults();
  return [lost, duplicate, reordered];
}

test("a gapless stream has no faults, wherever it begins", () => {
  expect(faultsOf([7, 8, 9])).toEqual([0, 0, 0]);
  expect(faultsOf([8, 9], 7)).toEqual([0, 0, 0]);
});

test("what never comes is lost, what comes late is reordered, what comes again is a duplicate", () => {
  expect(faultsOf([1, 2, 5])).toEqual([2, 0, 0]);
  expect(faultsOf([1, 3, 2])).toEqual([0, 0, 1]);
  expect(faultsOf([1, 2, 2, 1])).toEqual([0, 2, 0]);
  expect(faultsOf([1, 3, 2, 2])).toEqual([0, 1, 1]);
  expect(faultsOf([5], 3)).toEqual([1, 0, 0]);
});

test("streams do not disturb each other", () => {
  const checker = new SequenceChecker();
  for (const stream of ["a", "b"]) for (const number of [1, 2, 3]) checker.check(stream, number);
  expect(checker.faults()).toEqual({ checked: 6, lost: 0, duplicate: 0, reordered: 0 });
});
