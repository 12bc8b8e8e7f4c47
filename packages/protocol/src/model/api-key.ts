import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { time, userId, uuid } from "./scalars.ts";

export const apiKeyId = uuid("Id of the API key; not the key itself.");

export const apiKeyScopeList = Type.Array(
  Type.String({ minLength: 1, maxLength: limits.apiKeyScopeCharsMax }),
  {
    minItems: 1,
    maxItems: limits.apiKeyScopesMax,
    description: "What it may be used for: operations such as `message.send`, or nouns such as `message`.",
  },
);

/** An API key without the key: that is told once, when it is made. */
export const apiKey = Type.Object({
  id: apiKeyId,
  userId: userId("As whom it acts."),
  name: Type.String(),
  scopes: apiKeyScopeList,
  createdBy: userId("Who made it."),
  createdAt: time("When it was made."),
  expiresAt: Type.Union([time("When it ends."), Type.Null()]),
  lastUsedAt: Type.Union([time("When it was used last, to within a minute or two."), Type.Null()]),
});
export type ApiKey = Static<typeof apiKey>;
