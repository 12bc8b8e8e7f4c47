/** What is done with messages: the caller's with the target, and one of a group the caller is not in. */
import { accounts, type CaseContext, signedIn, type Table } from "./row.ts";

const targets = (context: CaseContext) => ({
  conversationId: context.direct.conversationId,
  id: context.direct.targetsMessageId,
});
const foreign = ({ world }: CaseContext) => ({ conversationId: world.groupId, id: world.groupMessageId });
const several = ({ conversationId, id }: ReturnType<typeof foreign>) => ({ conversationId, ids: [id] });

export const messageCases = {
  "message.context": [
    { about: "own", args: targets, expect: signedIn("ok") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
  ],
  "message.hide": [
    { about: "own", args: (context) => several(targets(context)), expect: accounts("ok") },
    { about: "foreign", args: (context) => several(foreign(context)), expect: accounts("not_found") },
  ],
  "message.save": [
    { about: "own", args: targets, expect: accounts("ok") },
    { about: "foreign", args: foreign, expect: accounts("not_found") },
  ],
  "message.unsave": [
    { about: "own", args: targets, expect: accounts("ok") },
    { about: "foreign", args: foreign, expect: accounts("ok") },
  ],
  "message.listSaved": [{ args: () => ({}), expect: accounts("ok") }],
} satisfies Partial<Table>;
