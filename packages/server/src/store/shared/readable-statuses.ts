import type { MemberStatus } from "@parley/protocol";

/** Members who see a conversation, as the statements need it; `canRead` of the engine says the same (tested). */
export const readableStatuses = ["active", "muted", "locked"] as const satisfies readonly MemberStatus[];
