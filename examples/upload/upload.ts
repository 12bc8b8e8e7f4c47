/**
 * Uploads a file and sends it to somebody:
 * `PARLEY_URL=http://127.0.0.1:3000 UPLOAD_TO=bob bun examples/upload/upload.ts picture.png image`.
 */
import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import { createClient } from "@parley/sdk";

const [path = "README.md", kind = "file"] = process.argv.slice(2);
const client = createClient({ url: process.env.PARLEY_URL ?? "http://127.0.0.1:3000", storage: "memory" });
await client.account.login({
  username: process.env.UPLOAD_USERNAME ?? "ann",
  password: process.env.UPLOAD_PASSWORD ?? "correct horse",
});

const media = await client.media.upload(await openAsBlob(path), {
  kind: kind === "image" ? "image" : "file",
  name: basename(path),
  onProgress: (sent, all) => console.log(`${all === 0 ? 100 : Math.floor((100 * sent) / all)} %`),
});
console.log(`${media.name}: ${media.bytes} bytes, ${media.type}, sha256 ${media.sha256}`);

const { users } = await client.users.search({ query: process.env.UPLOAD_TO ?? "bob" });
const [receiver] = users;
if (receiver === undefined) throw new Error("There is nobody of that name.");
const { conversation } = await client.conversations.openDirect({ userId: receiver.id });
const content =
  media.kind === "image"
    ? { type: "image" as const, images: [{ mediaId: media.id }] }
    : { type: "file" as const, mediaId: media.id };
await client.outbox.send(conversation.id, content).sent;
console.log(`sent to ${receiver.nickname}`);
await client.close();
