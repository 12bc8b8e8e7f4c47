/** Replays an exchange against a running server over real sockets. The first difference is the failure, with its step. */
import type { SignedIn } from "@parley/protocol";
import { Mailbox } from "../support/mailbox.ts";
import type { TestServer } from "../support/test-server.ts";
import type { Exchange, HttpStep, Step } from "./exchange.ts";
import { difference, filled, type Variables, valueAt } from "./match.ts";
import { WireSocket } from "./wire-socket.ts";

/** Where an exchange is replayed, and what it has said so far. */
interface Stage {
  readonly server: TestServer;
  readonly variables: Variables;
  readonly sockets: Map<string, WireSocket>;
  readonly people: Map<string, SignedIn>;
  /** The last answer, frame, result or record. */
  last: unknown;
}

export async function runExchange(exchange: Exchange, server: TestServer): Promise<void> {
  const stage: Stage = { server, variables: new Map(), sockets: new Map(), people: new Map(), last: null };
  stage.variables.set("url", server.url);
  for (const name of exchange.people ?? []) await addPerson(stage, name);
  try {
    for (const [index, step] of exchange.steps.entries()) {
      const found = await runStep(stage, step).catch((error: unknown) => String(error));
      if (found !== null) throw new Error(`step ${index + 1} ${JSON.stringify(step)}\n  ${found}`);
    }
  } finally {
    for (const socket of stage.sockets.values()) socket.terminate();
  }
}

async function addPerson(stage: Stage, name: string): Promise<void> {
  const signedIn = await stage.server.newUser(name);
  stage.people.set(name, signedIn);
  stage.variables.set(name, { ...signedIn.user, token: signedIn.accessToken });
}

/** What differs, or null. */
async function runStep(stage: Stage, step: Step): Promise<string | null> {
  if ("http" in step) return runHttp(stage, step);
  if ("call" in step) return runCall(stage, step);
  if ("open" in step) return runOpen(stage, step);
  if ("capture" in step) return runCapture(stage, step.capture);
  if ("record" in step) return runRecord(stage, step);
  if ("mail" in step) {
    const address = String(filled(step.mail, stage.variables));
    stage.variables.set(step.into, await new Mailbox(stage.server).code(address, step.count));
    return null;
  }
  if ("send" in step) {
    const { base64, frame, send, text } = step;
    const data =
      frame === undefined
        ? String(filled(text ?? "", stage.variables))
        : JSON.stringify(filled(frame, stage.variables));
    socketOf(stage, send).send(base64 === undefined ? data : new Uint8Array(Buffer.from(base64, "base64")));
    return null;
  }
  if ("close" in step) {
    const socket = socketOf(stage, step.close);
    if (step.hard === true) socket.terminate();
    else socket.close();
    await socket.closed();
    return null;
  }
  if ("silent" in step) {
    const rest = await socketOf(stage, step.silent).rest();
    return rest.length === 0 ? null : `not expected: ${rest.join(" ")}`;
  }
  if ("closed" in step) {
    const { code, reason } = await socketOf(stage, step.closed).closed();
    if (step.code !== undefined && step.code !== code)
      return `closed with ${code}, not ${step.code} (${reason})`;
    return step.reason === undefined || step.reason === reason ? null : `closed because ${reason}`;
  }
  return runExpect(stage, step);
}

async function runExpect(stage: Stage, step: Extract<Step, { expect: string }>): Promise<string | null> {
  const text = await socketOf(stage, step.expect).frame();
  if (step.text !== undefined) {
    stage.last = text;
    return difference(step.text, text, stage.variables, false);
  }
  stage.last = JSON.parse(text);
  return difference(step.frame, stage.last, stage.variables, step.ordered ?? false);
}

async function runHttp(stage: Stage, step: HttpStep): Promise<string | null> {
  const [method = "GET", path = "/"] = String(filled(step.http, stage.variables)).split(" ");
  const { body, type } = bodyOf(step, stage.variables);
  const headers = { ...type, ...(filled(step.headers ?? {}, stage.variables) as Record<string, string>) };
  const response = await fetch(`${stage.server.url}${path}`, {
    method,
    headers,
    redirect: "manual",
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  if (step.status !== undefined && step.status !== response.status)
    return `status ${response.status}: ${text}`;
  const found = headersDifference(step, response, stage.variables);
  if (found !== null) return found;
  if (step.expectText !== undefined) {
    stage.last = text;
    return difference(step.expectText, text, stage.variables, false);
  }
  if (step.expect === undefined) {
    stage.last = text;
    return null;
  }
  stage.last = JSON.parse(text);
  return difference(step.expect, stage.last, stage.variables, step.ordered ?? false);
}

function headersDifference(
  { expectHeaders }: HttpStep,
  response: Response,
  variables: Variables,
): string | null {
  for (const [name, value] of Object.entries(expectHeaders ?? {})) {
    const found = difference(value, response.headers.get(name), variables, false, `header ${name}`);
    if (found !== null) return found;
  }
  return null;
}

function bodyOf(
  step: HttpStep,
  variables: Variables,
): { body?: string | FormData; type: Record<string, string> } {
  if (step.json !== undefined) {
    return {
      body: JSON.stringify(filled(step.json, variables)),
      type: { "content-type": "application/json" },
    };
  }
  if (step.form !== undefined) {
    const fields = Object.entries(filled(step.form, variables) as Record<string, unknown>);
    // As browsers and `encodeURI` both may write it: all contracts read it alike.
    const body = fields.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&");
    return { body, type: { "content-type": "application/x-www-form-urlencoded" } };
  }
  if (step.multipart !== undefined) return { body: multipartOf(step.multipart, variables), type: {} };
  return step.text === undefined ? { type: {} } : { body: String(filled(step.text, variables)), type: {} };
}

function multipartOf(fields: Readonly<Record<string, unknown>>, variables: Variables): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(filled(fields, variables) as Record<string, unknown>)) {
    if (typeof value !== "object" || value === null) form.append(name, String(value));
    else {
      const { base64, file, text, type } = value as Record<string, string | undefined>;
      const bytes = Buffer.from(base64 ?? text ?? "", base64 === undefined ? "utf8" : "base64");
      form.append(name, new File([new Uint8Array(bytes)], file ?? "file", { type: type ?? "" }));
    }
  }
  return form;
}

async function runOpen(stage: Stage, step: Extract<Step, { open: string }>): Promise<string | null> {
  const path = String(filled(step.path, stage.variables));
  const headers = filled(step.headers ?? {}, stage.variables) as Record<string, string>;
  const protocols = filled(step.protocols ?? [], stage.variables) as string[];
  if (typeof step.refused === "number") {
    const found = await refusedStatus(stage, path, headers, protocols, step.refused);
    if (found !== null || step.expect === undefined) return found;
    return difference(step.expect, stage.last, stage.variables, true);
  }
  const socket = await WireSocket.open(
    `${stage.server.url.replace("http", "ws")}${path}`,
    protocols,
    headers,
  );
  if (step.refused === true) return socket === null ? null : "the socket was let in";
  if (socket === null) return "the socket was refused";
  stage.sockets.set(step.open, socket);
  return step.protocol === undefined
    ? null
    : difference(step.protocol, socket.protocol, stage.variables, false);
}

/** A browser is not told the status of a refused handshake; a plain request with the same headers is. */
async function refusedStatus(
  stage: Stage,
  path: string,
  headers: Record<string, string>,
  protocols: readonly string[],
  status: number,
): Promise<string | null> {
  const response = await fetch(`${stage.server.url}${path}`, {
    headers: {
      ...headers,
      ...(protocols.length === 0 ? {} : { "sec-websocket-protocol": protocols.join(", ") }),
      ...{ connection: "Upgrade", upgrade: "websocket" },
      ...{ "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" },
    },
  });
  const text = await response.text();
  stage.last = text.startsWith("{") ? JSON.parse(text) : text;
  return response.status === status ? null : `status ${response.status}: ${text}`;
}

async function runCall(stage: Stage, step: Extract<Step, { call: string }>): Promise<string | null> {
  const token = step.as === undefined ? undefined : String(filled(`$${step.as}.token`, stage.variables));
  const { body, status } = await stage.server.post(
    step.call,
    filled(step.args ?? {}, stage.variables),
    token,
  );
  stage.last = body;
  const code = status === 200 ? undefined : body.error.code;
  if (code !== step.error) return `answered ${JSON.stringify(body)}`;
  const found = step.expect === undefined ? null : difference(step.expect, body, stage.variables, false);
  return found ?? (step.into === undefined ? null : runCapture(stage, step.into));
}

async function runRecord(stage: Stage, step: Extract<Step, { record: string }>): Promise<string | null> {
  stage.last = await stage.server.record(step.record);
  return difference(step.expect, stage.last, stage.variables, step.ordered ?? false);
}

async function runCapture(stage: Stage, capture: Readonly<Record<string, string>>): Promise<string | null> {
  for (const [name, path] of Object.entries(capture)) {
    const value = valueAt(stage.last, path);
    if (value === undefined) return `nothing at ${path} of ${JSON.stringify(stage.last)}`;
    stage.variables.set(name, value);
  }
  return null;
}

function socketOf(stage: Stage, name: string): WireSocket {
  const socket = stage.sockets.get(name);
  if (socket === undefined) throw new Error(`no socket was opened as ${name}`);
  return socket;
}
