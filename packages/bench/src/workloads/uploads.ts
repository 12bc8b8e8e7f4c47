/**
 * Uploads: a file of 1 GiB by a form, and by tus in parts of 16 MiB, to a server that keeps files in its data folder.
 * Beside them what the disk itself does: a file as large, written and synced in the same folder by one process, before
 * and after.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { allCores } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { readFigures } from "../process/process-figures.ts";
import { median, type Workload, type WorkloadContext } from "./workload.ts";

const mebibyte = 1024 * 1024;
const fileBytes = 1024 * mebibyte;
const quickBytes = 64 * mebibyte;
const partBytes = 16 * mebibyte;
const speedShareGoal = 0.5;
const growthGoalMb = 64;
const sampleEveryMs = 20;

/** Not all the same, so that nothing on the way can be clever. */
const block = crypto.getRandomValues(new Uint8Array(65_536));
const chunk = Buffer.concat(Array.from({ length: 16 }, () => block));

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends so many bytes between a head and a tail over a connection of its own, no faster than they are taken. */
function send(server: ParleyServer, { method, path, headers }: Sent, bytes: number, head = "", tail = "") {
  const length = Buffer.byteLength(head) + bytes + Buffer.byteLength(tail);
  const lines = [
    ...[`${method} ${path} HTTP/1.1`, "host: 127.0.0.1", "connection: close", `content-length: ${length}`],
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1");
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (part: string) => {
      text += part;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve({ status: Number(text.split(" ", 2)[1]), text }));
    socket.write(`${lines.join("\r\n")}\r\n\r\n${head}`);
    let left = bytes;
    const feed = () => {
      while (left > 0) {
        const part = chunk.subarray(0, Math.min(left, chunk.length));
        left -= part.length;
        if (!socket.write(part)) {
          socket.once("drain", feed);
          return;
        }
      }
      if (tail !== "") socket.write(tail);
    };
    feed();
  });
}

async function byForm(server: ParleyServer, token: string, bytes: number): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "multipart/form-data; boundary=b" };
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="large.bin"\r\n\r\n';
  const answer = await send(
    server,
    { method: "POST", path: "/v1/media", headers },
    bytes,
    head,
    "\r\n--b--\r\n",
  );
  if (answer.status !== 200) throw new Error(`the form was answered ${answer.status} ${answer.text}`);
}

async function byTus(server: ParleyServer, token: string, bytes: number): Promise<void> {
  const always = { authorization: `Bearer ${token}`, "tus-resumable": "1.0.0" };
  const headers = { ...always, "upload-length": String(bytes) };
  const created = await send(server, { method: "POST", path: "/v1/media/tus", headers }, 0);
  const path = /^location: (\S+)/im.exec(created.text)?.[1] ?? "";
  for (let offset = 0; offset < bytes; offset += partBytes) {
    const part = {
      ...always,
      "content-type": "application/offset+octet-stream",
      "upload-offset": String(offset),
    };
    const { status, text } = await send(
      server,
      { method: "PATCH", path, headers: part },
      Math.min(partBytes, bytes - offset),
    );
    if (status !== 204) throw new Error(`a part was answered ${status} ${text}`);
  }
}

/** Bytes a second. */
async function diskSpeed(folder: string, bytes: number): Promise<number> {
  const path = join(folder, "disk-speed");
  const begunMs = performance.now();
  const file = await open(path, "w");
  for (let written = 0; written < bytes; written += chunk.length) await file.write(chunk);
  await file.sync();
  await file.close();
  const speed = bytes / ((performance.now() - begunMs) / 1000);
  rmSync(path);
  return speed;
}

/** How long it took, and by how much the server grew meanwhile. */
async function watched(server: ParleyServer, work: () => Promise<void>) {
  const before = readFigures(server.pid).rssBytes;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, readFigures(server.pid).rssBytes);
  }, sampleEveryMs);
  const begunMs = performance.now();
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return { seconds: (performance.now() - begunMs) / 1000, growthMb: (peak - before) / 1e6 };
}

async function register(server: ParleyServer): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${server.port}/v1/account.register`, {
    method: "POST",
    body: JSON.stringify({ username: "uploader", password: "correct horse battery" }),
  });
  return ((await response.json()) as { accessToken: string }).accessToken;
}

async function measure(context: WorkloadContext, folder: string): Promise<void> {
  const bytes = context.isQuick ? quickBytes : fileBytes;
  const server = await ParleyServer.start({ dataFolder: join(folder, "data"), cores: allCores });
  try {
    const token = await register(server);
    const ways = [
      ["a form", byForm],
      ["tus, parts of 16 MiB", byTus],
    ] as const;
    // Once before, so that growth is not what any first upload brings.
    for (const [, way] of ways) await way(server, token, partBytes);
    const speeds = [await diskSpeed(folder, bytes)];
    const done = [];
    for (const [name, way] of ways) {
      done.push({ name, ...(await watched(server, () => way(server, token, bytes))) });
      speeds.push(await diskSpeed(folder, bytes));
    }
    const disk = median(speeds);
    for (const { name, seconds, growthMb } of done) {
      const speed = bytes / seconds;
      const setting = `one file of ${bytes / mebibyte} MiB by ${name}, fsync, both cores`;
      context.report({
        ...{ setting, what: "speed, as a share of the disk's", value: speed / disk, unit: "of 1" },
        goal: { kind: "at least", value: speedShareGoal },
        note: `${Math.round(speed / 1e6)} MB/s; the disk ${speeds.map((each) => Math.round(each / 1e6)).join(", ")} MB/s`,
      });
      context.report({
        ...{ setting, what: "growth of the server's memory", value: growthMb, unit: "MB" },
        goal: { kind: "at most", value: growthGoalMb },
      });
    }
  } finally {
    await server.stop();
  }
}

export const uploads: Workload = {
  name: "uploads",
  summary: "a file of 1 GiB is uploaded by a form and by tus",
  deadlineMs: 110_000,
  async run(context) {
    const folder = mkdtempSync(join(context.cacheFolder, "uploads-"));
    try {
      await measure(context, folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
