/**
 * Uploads a file and sends it to somebody:
 * `PARLEY_URL=http://127.0.0.1:3000 UPLOAD_TO=bob npx bun examples/upload/upload.ts picture.png image`.
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

const { users } = await client.users.search({ query: process.env.UPLOAD_TO ?? "bob" });
const [receiver] = users;
if (receiver === undefined) throw new Error("There is nobody of that name.");
const { conversation } = await client.conversations.openDirect({ userId: receiver.id });

// The message is there at once; it is sent when its file has arrived, however often the connection breaks meanwhile.
const file = await openAsBlob(path);
const options = { name: basename(path) };
const { message, sent } =
  kind === "image"
    ? client.sendImage(conversation.id, file, options)
    : client.sendFile(conversation.id, file, options);
client.outbox.messages.subscribe((messages) => {
  const progress = messages.find(({ id }) => id === message.id)?.progress;
  if (progress !== undefined) console.log(`${Math.floor(100 * progress)} %`);
});
await sent;
console.log(`sent ${basename(path)}, ${file.size} bytes, to ${receiver.nickname}`);
await client.close();
