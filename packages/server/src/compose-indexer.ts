/** The indexer of the configured store. Apart from compose-engine.ts: its thread holds no engine. */
import { databasePath } from "./config/store-place.ts";
import type { MessageIndexer } from "./engine/ports/store-message-index.ts";
import { openSqliteIndexer } from "./store/sqlite/message-indexer.ts";
import type { IndexSettings } from "./threads/index-client.ts";

/** The one who keeps the index of messages of the configured store. */
export async function openIndexer({ databaseUrl, data }: IndexSettings): Promise<MessageIndexer> {
  if (databaseUrl !== "") {
    const { openPostgresIndexer } = await import("./store/postgres/message-indexer.ts");
    // What a power cut takes from the index is made anew from the log.
    return openPostgresIndexer({ url: databaseUrl, durability: "normal" });
  }
  return openSqliteIndexer(databasePath({ data }));
}
