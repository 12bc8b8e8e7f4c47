/** Contents that name something: a place, a person, or what only some clients know. */
import { Type } from "typebox";
import { limits } from "../../limits.ts";
import { userId } from "../scalars.ts";

export const locationContent = Type.Object({
  type: Type.Literal("location"),
  latitude: Type.Number({ minimum: -90, maximum: 90, description: "In degrees." }),
  longitude: Type.Number({ minimum: -180, maximum: 180, description: "In degrees." }),
  name: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.placeNameCharsMax,
      pattern: "\\S",
      description: "Of the place.",
    }),
  ),
  address: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.placeAddressCharsMax,
      pattern: "\\S",
      description: "Of the place.",
    }),
  ),
});

/** What the person is called is looked up when it is shown. */
export const contactContent = Type.Object({
  type: Type.Literal("contact"),
  userId: userId("Whose card this is: somebody the sender can see."),
});

/** For what this contract does not know: red packets, orders, games. The server keeps it and understands nothing. */
export const customContent = Type.Object({
  type: Type.Literal("custom"),
  kind: Type.String({
    pattern: "^[a-z][a-z0-9_.-]*$",
    maxLength: limits.customKindCharsMax,
    description: "Which it is; begin with a name of yours, such as `acme.order`.",
  }),
  data: Type.Unknown({ description: "Any JSON, up to `customDataBytesMax` bytes." }),
  fallback: Type.String({
    minLength: 1,
    maxLength: limits.customFallbackCharsMax,
    pattern: "\\S",
    description: "What clients show that do not know the kind.",
  }),
});

/** Reserved: what only the receivers' devices can read. The server keeps it as it is. */
export const encryptedContent = Type.Object({
  type: Type.Literal("encrypted"),
  scheme: Type.String({
    pattern: "^[a-z][a-z0-9_.-]*$",
    maxLength: limits.customKindCharsMax,
    description: "How it is encrypted.",
  }),
  payload: Type.String({
    minLength: 1,
    maxLength: limits.encryptedPayloadCharsMax,
    pattern: "^[A-Za-z0-9+/]+={0,2}$",
    description: "Base64.",
  }),
});
