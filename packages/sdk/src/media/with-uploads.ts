import type { MediaCalls } from "../api.ts";
import type { CallGroups } from "../calls.ts";
import type { UploadParts } from "./upload.ts";

/** The calls of files have `upload` besides what goes over the wire; who uploads nothing never loads it. */
export function withUploads(
  groups: CallGroups,
  parts: UploadParts,
): Omit<CallGroups, "media"> & { media: MediaCalls } {
  const upload: MediaCalls["upload"] = async (file, options) => {
    const { uploadFile } = await import("./upload.ts");
    return uploadFile(parts, file, options);
  };
  return { ...groups, media: Object.assign(Object.create(groups.media) as CallGroups["media"], { upload }) };
}
