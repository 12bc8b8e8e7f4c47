import type { TimelineMessage } from "@parley/sdk";

export interface EditableText {
  readonly text: string;
  /** It stands below files, so it may be missing. */
  readonly isCaption: boolean;
}

/** What can be edited of a content: all of a text, of files what is written below them; null of anything else. */
export function editableText(content: TimelineMessage["content"]): EditableText | null {
  switch (content?.type) {
    case "text":
      return { text: content.text, isCaption: false };
    case "image":
    case "video":
    case "file":
      return { text: content.text ?? "", isCaption: true };
    default:
      return null;
  }
}
