/** What a page says of itself, shown below the message that links to it. Only the server makes one (LINK-4). */
import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { mediaId } from "./media.ts";
import { rev } from "./scalars.ts";

const line = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, description: `${description} One line of plain text.` });

const picture = Type.Object(
  {
    mediaId: mediaId("A small copy, which whoever sees the message may fetch."),
    width: Type.Integer({ minimum: 1 }),
    height: Type.Integer({ minimum: 1 }),
    placeholder: Type.Optional(
      Type.String({ description: "A few blurred pixels to show until it is there, as WebP in Base64." }),
    ),
  },
  { description: "The picture the page names." },
);

export const linkPreview = Type.Object({
  url: Type.String({ maxLength: limits.linkPreviewUrlCharsMax, description: "The link it is of." }),
  title: line(limits.linkPreviewTitleCharsMax, "What the page is called."),
  description: Type.Optional(line(limits.linkPreviewDescriptionCharsMax, "What it is about.")),
  siteName: Type.Optional(line(limits.linkPreviewSiteCharsMax, "Of which site it says it is a part.")),
  image: Type.Optional(picture),
});
export type LinkPreview = Static<typeof linkPreview>;

export const messageLinkPreview = Type.Object(
  { ...linkPreview.properties, rev: rev("The event that brought it.") },
  { description: "What the page says of itself that the message links to." },
);
