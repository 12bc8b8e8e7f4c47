/** A client of resumable uploads that can misbehave: headers as they are asked for, and bodies that are cut. */
import { once } from "node:events";
import { connect } from "node:net";
import type { SignedIn } from "@parley/protocol";

export interface TusAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The error's code, where there is one. */
  readonly code: string | undefined;
}

export function tusClient(url: string, user: SignedIn) {
  const always = { authorization: `Bearer ${user.accessToken}`, "tus-resumable": "1.0.0" };

  /** How long the last answer took. */
  let answerMs = 0;

  async function send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<TusAnswer> {
    const startedAt = performance.now();
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...always, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    answerMs = performance.now() - startedAt;
    const code = text === "" ? undefined : (JSON.parse(text) as { error?: { code: string } }).error?.code;
    return { status: response.status, headers: response.headers, code };
  }

  const metadataOf = (metadata: Record<string, string>) =>
    Object.entries(metadata)
      .map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`)
      .join(",");

  return {
    send,
    create: (bytes: number | string, metadata: Record<string, string> = {}) =>
      send("POST", "/v1/media/tus", {
        "upload-length": String(bytes),
        "upload-metadata": metadataOf(metadata),
      }),
    /** Path of a new upload. */
    async created(bytes: number, metadata: Record<string, string> = {}): Promise<string> {
      const { status, headers, code } = await this.create(bytes, metadata);
      if (status !== 201) throw new Error(`no upload: ${status} ${code}`);
      return headers.get("location") ?? "";
    },
    patch: (
      path: string,
      offset: number,
      bytes: Uint8Array<ArrayBuffer>,
      more: Record<string, string> = {},
    ) =>
      send(
        "PATCH",
        path,
        { "content-type": "application/offset+octet-stream", "upload-offset": String(offset), ...more },
        bytes,
      ),
    async offset(path: string): Promise<number> {
      const { status, headers } = await send("HEAD", path);
      if (status !== 200) throw new Error(`no offset: ${status}`);
      return Number(headers.get("upload-offset"));
    },
    /** Declares all of the bytes, sends some, and ends the connection in its way; `keep` lets it hang. */
    async cutPatch(
      path: string,
      offset: number,
      bytes: Uint8Array,
      sentBytes: number,
      how: "destroy" | "end" | "keep",
    ) {
      const { hostname, host, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      socket.on("error", () => undefined);
      await once(socket, "connect");
      const lines = [
        ...[`PATCH ${path} HTTP/1.1`, `host: ${host}`],
        ...Object.entries(always).map(([name, value]) => `${name}: ${value}`),
        ...["content-type: application/offset+octet-stream", `upload-offset: ${offset}`],
        ...[`content-length: ${bytes.length}`, "", ""],
      ];
      socket.write(lines.join("\r\n"));
      await new Promise((written) => socket.write(bytes.subarray(0, sentBytes), written));
      socket.resume();
      if (how === "keep") return socket;
      // Some of it is read by then, or all, or nothing: a network has no event to wait for. What is read at all is
      // read after about the time of an answer, which is another on a busy machine.
      await Bun.sleep(Math.random() * 3 * answerMs);
      const closed = new Promise((resolve) => socket.once("close", resolve));
      if (how === "destroy") socket.destroy();
      else socket.end();
      await closed;
      return socket;
    },
  };
}
