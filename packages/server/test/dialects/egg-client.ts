/** A client of the contract: what it asks over HTTP, and what it hears at the socket. */
import type { SignedIn } from "@parley/protocol";
import { WireSocket } from "../conformance/wire-socket.ts";
import type { TestServer } from "../support/test-server.ts";

export class EggClient {
  readonly id: number;
  readonly name: string;
  readonly #server: TestServer;
  readonly token: string;
  #socket: WireSocket | null = null;

  constructor(server: TestServer, { accessToken, user }: SignedIn) {
    this.id = user.id;
    this.name = user.nickname;
    this.#server = server;
    this.token = accessToken;
  }

  async ask(path: string, fields?: object) {
    const response = await fetch(`${this.#server.url}/api/chat/${path}`, {
      method: fields === undefined ? "GET" : "POST",
      headers: { token: this.token, "content-type": "application/json" },
      ...(fields === undefined ? {} : { body: JSON.stringify(fields) }),
    });
    return { status: response.status, ...JSON.parse(await response.text()) };
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.#server.url}${path}`, { headers: { token: this.token }, redirect: "manual" });
  }

  async upload(path: string, name: string, bytes: Uint8Array<ArrayBuffer>, field = "file") {
    const form = new FormData();
    form.set("imageClassId", "7");
    form.set(field, new File([bytes], name));
    const response = await fetch(`${this.#server.url}/api/chat/${path}`, {
      method: "POST",
      headers: { token: this.token },
      body: form,
    });
    return { status: response.status, ...JSON.parse(await response.text()) };
  }

  /** Comes to the socket and hears the welcome. */
  async come(at = this.#server.url.replace("http", "ws")): Promise<WireSocket> {
    const socket = await WireSocket.open(`${at}/ws?token=${this.token}`, [], {});
    if (socket === null) throw new Error("refused");
    this.#socket = socket;
    const { type } = JSON.parse(await socket.frame());
    if (type !== "system") throw new Error(`no welcome but ${type}`);
    return socket;
  }

  /** The message or notice that comes next. */
  async hear() {
    const { data, type } = JSON.parse((await this.#socket?.frame()) ?? "");
    if (type !== "singleChat") throw new Error(`no message but ${type}`);
    return data;
  }

  async rest(): Promise<readonly string[]> {
    return (await this.#socket?.rest()) ?? [];
  }

  /** Once the server knows that what was told until now was taken. */
  async taken(): Promise<void> {
    await this.#socket?.taken();
  }

  async leave(): Promise<void> {
    this.#socket?.close();
    await this.#socket?.closed();
  }

  /** A message as a client of the contract spells it. */
  say(to: number, text: string, chatType: "single" | "group" = "single") {
    const data = JSON.stringify({ data: text, dataType: false, otherData: null });
    return this.ask("socket/sendmessage", { sendto_id: to, chatType, type: "text", data, options: "%7B%7D" });
  }
}
