/** What an edit puts in the place of what a message says: a text, or what is written below files. */
import { type Static, Type } from "typebox";
import { caption, readFileContent, readImageContent, readVideoContent } from "./media-contents.ts";
import { readTextContent, textContent } from "./text-content.ts";

export const captionContent = Type.Object(
  { type: Type.Literal("caption"), text: caption },
  { description: "What is written below an image, a video or a file; without `text` nothing." },
);

/** What an edit says. */
export const editContent = Type.Union([textContent, captionContent]);
export type EditContent = Static<typeof editContent>;

/** What can be edited, as it is read. */
export const editableContents = [
  readTextContent,
  readImageContent,
  readVideoContent,
  readFileContent,
] as const;

export const editableContent = Type.Union([...editableContents]);
export type EditableContent = Static<typeof editableContent>;
