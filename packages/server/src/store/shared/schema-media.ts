/** The tables of files. */
import type { MediaKind } from "@parley/protocol";
import type { Generated } from "kysely";

export interface MediaSchema {
  media: MediaTable;
  media_blobs: MediaBlobsTable;
  media_uses: MediaUsesTable;
  media_totals: { conversation_id: number; bytes: number };
  media_removals: { blob_key: string };
  picture_uses: PictureUsesTable;
}

interface MediaTable {
  id: string;
  owner_id: number;
  kind: MediaKind;
  name: string;
  bytes: number;
  blob_key: string;
  type: string | null;
  sha256: string | null;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
  placeholder: string | null;
  created_at: number;
  complete_at: number | null;
  /** Null while a message shows it, or it is a picture of somebody. */
  unused_since: number | null;
}

interface MediaBlobsTable {
  /** Kind and hash: what is kept of an image is not what is kept of the same bytes as a file. */
  content: string;
  blob_key: string;
  /** Files that have it. */
  refs: number;
}

interface MediaUsesTable {
  media_id: string;
  conversation_id: number;
  message_id: string;
  /** 0: it takes no room of the conversation. */
  is_counted: Generated<number>;
}

export interface PictureUsesTable {
  media_id: string;
  kind: "user" | "group" | "faces" | "member";
  /** 0 of a user's. */
  conversation_id: number;
  /** 0 of a group's. */
  user_id: number;
}
