import { limits } from "@parley/protocol/limits";

/** Tags as somebody types them, separated by commas of any script; each once, within the limits. */
export function parseTags(written: string): string[] {
  const tags = written
    .split(/[,\uff0c\u3001;\uff1b]/u)
    .map((tag) => [...tag.trim()].slice(0, limits.tagCharsMax).join(""))
    .filter((tag) => tag !== "");
  return [...new Set(tags)].slice(0, limits.contactTagsMax);
}
