import { type Static, Type } from "typebox";

/** What only the server says, by sender 0: clients show it in the middle, in the reader's language. */
export const noticeContent = Type.Object({
  type: Type.Literal("notice"),
  notice: Type.Union([Type.Literal("contacts_made")], { description: "What happened." }),
  text: Type.String({ description: "In English, for clients that do not know the notice." }),
});
export type NoticeContent = Static<typeof noticeContent>;
