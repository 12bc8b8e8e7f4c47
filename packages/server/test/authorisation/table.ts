/**
 * The authorisation matrix: what each kind of caller is answered by each operation, on things that are the target's.
 * An operation that is not in it does not compile (SEC-01).
 */

import type { Table } from "./row.ts";
import { contactCases } from "./table-contacts.ts";
import { conversationCases } from "./table-conversations.ts";
import { credentialCases } from "./table-credentials.ts";
import { groupCases } from "./table-groups.ts";
import { inboxCases } from "./table-inbox.ts";
import { mediaCases } from "./table-media.ts";
import { messageCases } from "./table-messages.ts";
import { operatorCases } from "./table-operators.ts";
import { stickerCases } from "./table-stickers.ts";
import { webhookCases } from "./table-webhooks.ts";

export const table: Table = {
  ...credentialCases,
  ...contactCases,
  ...conversationCases,
  ...groupCases,
  ...messageCases,
  ...inboxCases,
  ...mediaCases,
  ...operatorCases,
  ...stickerCases,
  ...webhookCases,
};
