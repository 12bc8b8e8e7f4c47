/**
 * Who calls. The contract sends ids and no token with its forms; a page of the server's own brings the token as the
 * cookie that its sign-in set, other clients in the header or field `token`. Ids are compared and never believed.
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type { Caller, DialectHost, DialectRequest } from "../dialect.ts";

export const cookieName = "ginchat_token";

export type Fields = ReadonlyMap<string, unknown>;

export interface Asked {
  readonly caller: Caller;
  readonly actor: UserActor;
  readonly fields: Fields;
}

/** Strict, so that no other site's page calls with it; for as long as the browser is open. */
export function tokenCookie(token: string, isSecure: boolean): string {
  return `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict${isSecure ? "; Secure" : ""}`;
}

/** Of the form, and of the query what the form does not have, as the contract's own server reads them; no token. */
export async function fieldsOf({ request, url, ...rest }: DialectRequest): Promise<Fields> {
  const fields = new Map(request.method === "GET" ? [] : await rest.fields());
  for (const [name, value] of url.searchParams) {
    if (name !== "token" && !fields.has(name)) fields.set(name, value);
  }
  return fields;
}

/** @throws unauthenticated */
export async function authenticated(host: DialectHost, request: DialectRequest): Promise<Asked> {
  const fields = await fieldsOf(request);
  const actor = await actorOf(host, request, textOf(fields, "token"));
  return { caller: { actor, address: request.address }, actor, fields };
}

/** @throws unauthenticated */
export async function actorOf(
  host: DialectHost,
  request: DialectRequest,
  field = "",
  { takesCookie = true } = {},
): Promise<UserActor> {
  const bearer = /^(?:Bearer +)?(\S+)$/i.exec(request.header("authorization") ?? "")?.[1];
  const sent = request.header("token") || bearer || field;
  if (sent !== "") return host.authenticate(sent, request.address);
  const query = request.query("token");
  if (query !== null && query !== "") return host.authenticateUrl(query, request);
  const cookie = takesCookie && request.isOwnPage ? cookieOf(request) : null;
  if (cookie === null) throw new ParleyError("unauthenticated");
  return host.authenticate(cookie, request.address);
}

/** An id that says who calls: left out, or the caller's own. @throws forbidden */
export function assertOwn(id: string, actor: UserActor): void {
  if (id !== "" && id !== String(actor.userId)) throw new ParleyError("forbidden");
}

/** A field as text, without what surrounds it; empty where it is missing. */
export function textOf(fields: Fields, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

/** A positive whole number, or null. */
export function idOf(text: string): number | null {
  const id = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(id) ? id : null;
}

function cookieOf(request: DialectRequest): string | null {
  const cookies = (request.header("cookie") ?? "").split(/;\s*/);
  const own = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`));
  return own === undefined ? null : own.slice(cookieName.length + 1);
}
