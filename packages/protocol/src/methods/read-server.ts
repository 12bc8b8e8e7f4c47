import { Type } from "typebox";
import { defineMethod } from "../define.ts";

export const readServer = defineMethod({
  name: "server.info",
  summary: "What this server is called, and by which ways one comes in.",
  callers: "anyone",
  kind: "read",
  params: Type.Object({}),
  result: Type.Object({
    name: Type.String({ description: "What the server calls itself." }),
    registration: Type.Union(
      [
        Type.Literal("open"),
        Type.Literal("invitation"),
        Type.Literal("email-domain"),
        Type.Literal("closed"),
      ],
      { description: "Who may make an account with a password." },
    ),
    sendsMail: Type.Boolean({
      description: "Whether codes by e-mail reach people; else only the server's operator sees them.",
    }),
    linkPreviews: Type.Boolean({ description: "Whether it looks up pages that messages link to." }),
    guests: Type.Boolean({ description: "Whether one may come in as a guest." }),
    openIdName: Type.Optional(
      Type.String({ description: "What the OpenID provider is called; absent where there is none." }),
    ),
  }),
  errors: [],
  rate: { perMinute: 120, burst: 60 },
});
