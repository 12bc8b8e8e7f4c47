import type { Remark } from "../ports/store-contacts.ts";
import { sortKey } from "../user/sort-key.ts";

/** A remark as it is kept. Before the transaction: see `sortKey`. */
export async function remarkOf(text: string | null): Promise<Remark | null> {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? null : { text: trimmed, sortKey: await sortKey(trimmed) };
}
