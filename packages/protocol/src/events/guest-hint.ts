import { Type } from "typebox";
import { definePush } from "../define.ts";

export const guestHint = definePush({
  name: "guest.hint",
  kind: "connection",
  summary: "Tells a guest that has just connected, from the system, that signing in gives more.",
  body: Type.Object({
    senderId: Type.Literal(0, { description: "The system." }),
    key: Type.Literal("sign_in", { description: "What it says, for clients with words of their own." }),
    language: Type.Union([Type.Literal("en"), Type.Literal("zh-CN")], { description: "Of the text." }),
    text: Type.String(),
  }),
});
