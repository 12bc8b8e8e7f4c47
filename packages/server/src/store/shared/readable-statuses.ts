import type { MemberStatus } from "@parley/protocol";

/** Members who see a conversation, as the statements need it; `canRead` of the engine says the same (tested). */
export const readableStatuses = ["active", "muted", "locked"] as const satisfies readonly MemberStatus[];

/** The same as a list of literals of SQL; they are our own words. */
export const readableList = readableStatuses.map((status) => `'${status}'`).join(", ");
