import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { time } from "./scalars.ts";

export const mediaId = (description = "Id of the file, made by the server.") =>
  Type.String({ pattern: "^[0-9a-f]{32}$", description });

/** What a file is to be shown as. Each kind has a limit of its own. */
export const mediaKind = Type.Union([
  Type.Literal("image"),
  Type.Literal("voice"),
  Type.Literal("video"),
  Type.Literal("file"),
]);
export type MediaKind = Static<typeof mediaKind>;

export const mediaName = Type.String({
  minLength: 1,
  maxLength: limits.mediaNameCharsMax,
  description: "What its owner calls it; only ever shown.",
});

const orNull = (description: string) =>
  Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description });

/** A file as its owner sees it. */
export const media = Type.Object({
  id: mediaId(),
  kind: mediaKind,
  name: mediaName,
  bytes: Type.Integer({ minimum: 0, description: "Its size; before it is complete what was announced." }),
  type: Type.Union([Type.String(), Type.Null()], {
    description: "Media type, found in its content; null until it is complete.",
  }),
  sha256: Type.Union([Type.String(), Type.Null()], {
    description: "Of what was uploaded, as hexadecimal digits; null until it is complete.",
  }),
  width: orNull("Of an image, in pixels."),
  height: orNull("Of an image, in pixels."),
  durationMs: orNull("Of a voice or video: what its content tells, else what its uploader said."),
  placeholder: Type.Union([Type.String({ maxLength: limits.mediaPlaceholderCharsMax }), Type.Null()], {
    description: "Of an image a few blurred pixels to show until it is there: WebP in Base64.",
  }),
  createdAt: time("When its upload was announced."),
  completeAt: Type.Union([time("When it was there completely."), Type.Null()]),
});
export type Media = Static<typeof media>;
