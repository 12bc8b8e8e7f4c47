/**
 * C0b: bare bun:sqlite, appends in batches of 200 into a table with two unique indexes, each batch one transaction made
 * durable by fsync. Arguments: folder, duration in ms. Prints the rows a second and the batches' median time.
 */
import { Database } from "bun:sqlite";
import { join } from "node:path";

const [folder = ".", durationText = "5000"] = process.argv.slice(2);
const batchRows = 200;
const conversations = 2_000;

const database = new Database(join(folder, "appends.db"), { create: true });
database.run("pragma journal_mode = wal");
database.run("pragma synchronous = full");
database.run("pragma wal_autocheckpoint = 4000");
database.run(
  "create table event (id integer primary key, conversation integer not null, rev integer not null, seq integer, " +
    "message blob, sender integer not null, at integer not null, body text not null)",
);
database.run("create unique index event_rev on event (conversation, rev)");
database.run("create unique index event_message on event (conversation, message)");
const insert = database.query(
  "insert into event (conversation, rev, seq, message, sender, at, body) values (?, ?, ?, ?, ?, ?, ?)",
);
const body = JSON.stringify({ type: "text", text: "x".repeat(128) });
const revs = new Int32Array(conversations);
let rows = 0;

const appendBatch = database.transaction(() => {
  for (let index = 0; index < batchRows; index++, rows++) {
    const conversation = (rows * 7919) % conversations;
    const rev = (revs[conversation] ?? 0) + 1;
    revs[conversation] = rev;
    const id = crypto.getRandomValues(new Uint8Array(16));
    insert.run(conversation + 1, rev, rev, id, conversation, performance.now() | 0, body);
  }
});

const batchMs: number[] = [];
const startMs = performance.now();
while (performance.now() - startMs < Number(durationText)) {
  const beganMs = performance.now();
  appendBatch.immediate();
  batchMs.push(performance.now() - beganMs);
}
const seconds = (performance.now() - startMs) / 1000;
database.close();
batchMs.sort((a, b) => a - b);
const medianBatchMs = batchMs[Math.floor(batchMs.length / 2)] ?? 0;
console.log(JSON.stringify({ rowsPerSecond: rows / seconds, medianBatchMs }));
