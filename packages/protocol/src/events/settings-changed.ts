import { Type } from "typebox";
import { definePush } from "../define.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";
import { settingsSection, settingsValue } from "../model/settings.ts";

export const settingsChanged = definePush({
  name: "settings.changed",
  kind: "event",
  summary: "A section of the user's settings was replaced. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    section: settingsSection,
    value: Type.Union([...settingsValue.anyOf, Type.Null()], {
      description: "The section as it is now; null when it is too large to be told: `settings.get` has it.",
    }),
  }),
});
