/** Lists of administrators, in pages. */
import type { DialectRequest } from "../dialect.ts";
import { ok } from "./errors.ts";
import { integerOf } from "./fields.ts";

const pageSizeStandard = 20;
const pageSizeMax = 100;
/** Lists are read from their beginning: further in is no page that somebody turns to. */
const pageMax = 1_000;

interface Page<T> {
  readonly rows: readonly T[];
  /** Where the next one begins; null after the last. */
  readonly next: number | null;
}

/** One page of a list that is read on from a place, with whether there are more. */
export async function listed<T>(
  { query }: DialectRequest,
  read: (from: number | null, limit: number) => Promise<Page<T>>,
): Promise<Response> {
  const page = integerOf(query("page") || 1, "page", 1, pageMax);
  const pageSize = integerOf(query("pageSize") || pageSizeStandard, "pageSize", 1, pageSizeMax);
  let found = await read(null, pageSize);
  for (let number = 1; number < page; number += 1) {
    if (found.next === null) return ok({ rows: [], page, pageSize, hasMore: false });
    found = await read(found.next, pageSize);
  }
  return ok({ rows: found.rows, page, pageSize, hasMore: found.next !== null });
}
