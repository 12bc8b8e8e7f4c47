/** Whether files survived as INV-22 promises. */
import type { Check } from "./evidence.ts";

/** A confirmed upload is there with the bytes that were sent, and whatever is complete has the bytes of its hash. */
export const filesAreWhole: Check = ({ history }) => {
  const faults: string[] = [];
  const found = new Map(history.files.map((file) => [file.id, file]));
  for (const { id, sha256, isConfirmed, isRemoved } of history.uploads) {
    if (!isConfirmed || isRemoved || id === null) continue;
    const file = found.get(id);
    if (file === undefined || !file.isComplete)
      faults.push(`the upload ${id} was confirmed and is not there`);
    else if (file.sha256 !== sha256) faults.push(`the upload ${id} has another hash than what was sent`);
  }
  for (const { id, fetchedSha256, isComplete, sha256 } of history.files) {
    if (isComplete && fetchedSha256 !== sha256) faults.push(`the file ${id} is not what its hash says`);
  }
  return faults;
};
