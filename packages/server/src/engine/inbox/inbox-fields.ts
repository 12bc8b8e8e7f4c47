/** The fields that `inbox.list` and `sync.heads` share: heads, the people in them, and the cursor. */
import type { Reader } from "../ports/store.ts";
import type { InboxHead } from "../ports/store-conversations.ts";

export async function inboxFields(
  reader: Reader,
  heads: readonly InboxHead[],
  cursor: string,
): Promise<string> {
  const userIds = new Set(heads.flatMap((head) => head.userIds));
  const users = userIds.size === 0 ? "[]" : await reader.users.listText([...userIds]);
  const texts = heads.map((head) => head.text).join(",");
  return `"heads":[${texts}],"users":${users},"cursor":"${cursor}"`;
}
