import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import type { Mail } from "../engine/ports/mail.ts";
import { StartError } from "../store/start-error.ts";
import { createMailDelivery } from "./mail-delivery.ts";
import { RefusedMail } from "./mail-queue.ts";
import { assertCanMail } from "./mail-settings.ts";
import { createOutboxFolder } from "./outbox-folder.ts";

const mail: Mail = {
  to: "ann@x.test",
  language: "en",
  content: { kind: "code", purpose: "register", code: "012345", ttlMs: 30_000 },
  usefulUntil: 0,
};

/** This machine as others see it. */
const ownAddress = Object.values(networkInterfaces())
  .flat()
  .find((one) => one !== undefined && !one.internal && one.family === "IPv4")?.address;

describe("mails on their way", () => {
  const folders: string[] = [];
  const servers: Server[] = [];
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), "parley-mail-"));
    folders.push(folder);
    return folder;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  const listen = async (server: Server, host = "127.0.0.1") => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    return (server.address() as { port: number }).port;
  };
  const settings = (mailUrl: string, data = "unused") => ({
    mailUrl,
    mailFrom: "server@x.test",
    serverName: "Our server",
    data,
  });

  test("[ACC-28] the only six digits in a mail are its code", async () => {
    const data = newFolder();
    const deliver = createMailDelivery(settings("", data), Bun.randomUUIDv7);
    for (let count = 0; count < 20; count += 1) await deliver({ ...mail, language: "zh-CN" });
    const outbox = join(data, "outbox");
    for (const name of readdirSync(outbox)) {
      const text = readFileSync(join(outbox, name), "utf8");
      expect(new Set(text.match(/[0-9]{6,}/g))).toEqual(new Set(["012345"]));
    }
  });

  test("[ACC-28] a mail is handed to the SMTP server once, with its sender, receiver and words", async () => {
    const sessions: string[][] = [];
    const port = await listen(createServer((socket) => sessions.push(speakSmtp(socket))));
    const deliver = createMailDelivery(settings(`smtp://127.0.0.1:${port}`), Bun.randomUUIDv7);
    await deliver(mail);
    expect(sessions).toHaveLength(1);
    const lines = sessions[0] ?? [];
    expect(lines).toContain("MAIL FROM:<server@x.test>");
    expect(lines.filter((line) => line.startsWith("RCPT"))).toEqual(["RCPT TO:<ann@x.test>"]);
    expect(lines).toContain("Subject: 012345 is your code for Our server");
    expect(lines).toContain("From: Our server <server@x.test>");
    expect(lines).toContain("Auto-Submitted: auto-generated");
    expect(lines.join("\n")).toContain("text/html");
  });

  test("[ACC-27] a receiver the server refuses is refused for good, a busy server is not", async () => {
    for (const [answer, isRefused] of [
      ["550 no such mailbox", true],
      ["450 try later", false],
    ] as const) {
      const port = await listen(createServer((socket) => void speakSmtp(socket, { rcpt: answer })));
      const deliver = createMailDelivery(settings(`smtp://127.0.0.1:${port}`), Bun.randomUUIDv7);
      const error = await deliver(mail).catch((thrown: unknown) => thrown);
      expect([answer, error instanceof Error, error instanceof RefusedMail]).toEqual([
        answer,
        true,
        isRefused,
      ]);
    }
  });

  test("[ACC-28] a server whose certificate nobody vouches for gets no mail", async () => {
    const folder = newFolder();
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const made = Bun.spawnSync(
      `openssl req -x509 -newkey rsa:2048 -nodes -keyout ${key} -out ${cert} -days 2 -subj /CN=127.0.0.1`.split(
        " ",
      ),
    );
    expect(made.exitCode).toBe(0);
    const sessions: string[][] = [];
    const options = { key: readFileSync(key), cert: readFileSync(cert) };
    const port = await listen(createTlsServer(options, (socket) => sessions.push(speakSmtp(socket))));
    const deliver = createMailDelivery(settings(`smtps://127.0.0.1:${port}`), Bun.randomUUIDv7);
    await expect(deliver(mail)).rejects.toThrow(/certificate|self.signed/i);
    expect(sessions.flat().filter((line) => line.startsWith("MAIL"))).toEqual([]);
  });

  test.if(ownAddress !== undefined)("[ACC-28] beyond this machine nothing goes in the clear", async () => {
    const sessions: string[][] = [];
    const port = await listen(
      createServer((socket) => sessions.push(speakSmtp(socket))),
      "0.0.0.0",
    );
    const deliver = createMailDelivery(settings(`smtp://${ownAddress}:${port}`), Bun.randomUUIDv7);
    await expect(deliver(mail)).rejects.toThrow(/TLS/);
    expect(sessions.flat().filter((line) => /^(EHLO|STARTTLS)/.test(line))).not.toEqual([]);
    expect(sessions.flat().filter((line) => line.startsWith("MAIL"))).toEqual([]);
  });

  test("[ACC-28] without a mail server a mail is a file only its owner can read, and the newest are kept", async () => {
    const data = newFolder();
    const deliver = createMailDelivery(settings("", data), Bun.randomUUIDv7);
    await deliver(mail);
    const [name = ""] = readdirSync(join(data, "outbox"));
    expect(name).toMatch(/^[0-9a-f-]{36}\.eml$/);
    const text = readFileSync(join(data, "outbox", name), "utf8");
    expect(text).toContain("To: ann@x.test");
    expect(text).toContain("Subject: 012345 is your code for Our server");
    expect(statSync(join(data, "outbox", name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(data, "outbox")).mode & 0o777).toBe(0o700);

    const folder = join(data, "few");
    const outbox = createOutboxFolder(folder, 3);
    await Promise.all(["1", "2", "3", "4", "5"].map((one) => outbox.put(one, Buffer.from(one))));
    expect(readdirSync(folder).sort()).toEqual(["3.eml", "4.eml", "5.eml"]);
    writeFileSync(join(folder, "0.eml.part"), "left by a kill");
    await outbox.put("6", Buffer.from("6"));
    expect(readdirSync(folder).sort()).toEqual(["4.eml", "5.eml", "6.eml"]);
  });

  test("[ACC-28] [RUN-3] settings with which no mail could leave stop the start", () => {
    const refused = [
      { mailUrl: "mail.example.com", mailFrom: "a@x.test" },
      { mailUrl: "http://mail.example.com", mailFrom: "a@x.test" },
      { mailUrl: "smtp://", mailFrom: "a@x.test" },
      { mailUrl: "smtp://mail.example.com", mailFrom: "" },
      { mailUrl: "smtp://mail.example.com", mailFrom: "Parley <a@x.test>" },
      { mailUrl: "smtp://mail.example.com", mailFrom: "a@x.test\r\nBcc: b@x.test" },
    ];
    for (const one of refused) expect(() => assertCanMail(one)).toThrow(StartError);
    assertCanMail({ mailUrl: "", mailFrom: "" });
    assertCanMail({ mailUrl: "smtp://name:p%40ss@mail.example.com:587", mailFrom: "a@x.test" });
  });
});

/** Answers as a mail server does; what it was told, line by line. */
function speakSmtp(socket: Socket, { rcpt = "250 ok" } = {}): string[] {
  const lines: string[] = [];
  let isText = false;
  let rest = "";
  const answer = (line: string) => {
    if (isText) return line === "." ? "250 taken" : null;
    if (line.startsWith("EHLO")) return "250-hello\r\n250 8BITMIME";
    if (line.startsWith("RCPT")) return rcpt;
    if (line === "STARTTLS") return "502 no such thing";
    if (line === "DATA") return "354 go on";
    return line === "QUIT" ? "221 bye" : "250 ok";
  };
  socket.on("error", () => undefined);
  socket.on("data", (chunk: Buffer) => {
    rest += chunk.toString();
    const complete = rest.split("\r\n");
    rest = complete.pop() ?? "";
    for (const line of complete) {
      lines.push(line);
      const reply = answer(line);
      isText = line === "DATA" || (isText && line !== ".");
      if (reply !== null) socket.write(`${reply}\r\n`);
    }
  });
  socket.write("220 ready\r\n");
  return lines;
}
