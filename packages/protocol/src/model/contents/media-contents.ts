/**
 * Contents that show files. A sender names complete uploads of their own; size, type, name and what else is known of a
 * file the server adds from what it found in it. What the sender says of a file counts only where nothing was found.
 */
import { type Static, Type } from "typebox";
import { limits } from "../../limits.ts";
import { mediaId, mediaName } from "../media.ts";

export const caption = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: limits.captionCharsMax,
    pattern: "\\S",
    description: "What is written below.",
  }),
);

const pixels = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: limits.mediaPixelsMax, description }));
const size = { width: pixels("In pixels."), height: pixels("In pixels.") };
const durationMs = Type.Optional(
  Type.Integer({ minimum: 0, maximum: limits.mediaDurationMsMax, description: "How long it takes." }),
);
const waveform = Type.Optional(
  Type.Array(Type.Integer({ minimum: 0, maximum: 100 }), {
    maxItems: limits.waveformPointsMax,
    description: "How loud it is, from its beginning to its end.",
  }),
);

/** Of a file, what the server found. */
const found = {
  bytes: Type.Integer({ minimum: 0, description: "Its size." }),
  mediaType: Type.String({ description: "Its media type, found in its content." }),
};

const images = { minItems: 1, maxItems: limits.imagesPerMessageMax };

export const imageContent = Type.Object({
  type: Type.Literal("image"),
  images: Type.Array(Type.Object({ mediaId: mediaId("An image.") }), images),
  text: caption,
});

export const readImage = Type.Object({
  mediaId: mediaId("An image."),
  ...size,
  ...found,
  placeholder: Type.Optional(Type.String({ description: "A few bytes to show until the image is there." })),
});

export const readImageContent = Type.Object({
  ...imageContent.properties,
  images: Type.Array(readImage, images),
});

export const voiceContent = Type.Object({
  type: Type.Literal("voice"),
  mediaId: mediaId("A voice."),
  durationMs,
  waveform,
});

export const readVoiceContent = Type.Object({ ...voiceContent.properties, ...found });

export const videoContent = Type.Object({
  type: Type.Literal("video"),
  mediaId: mediaId("A video."),
  posterId: Type.Optional(mediaId("An image to show until it plays.")),
  ...size,
  durationMs,
  text: caption,
});

export const readVideoContent = Type.Object({ ...videoContent.properties, ...found });

export const fileContent = Type.Object({
  type: Type.Literal("file"),
  mediaId: mediaId("A file of any kind."),
  text: caption,
});

export const readFileContent = Type.Object({ ...fileContent.properties, name: mediaName, ...found });

export type ReadImage = Static<typeof readImage>;
