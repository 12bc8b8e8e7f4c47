/** The frames of the contract: what comes in is read, what goes out is spelled with the contract's keys in its order. */
import { assertPlainJson, ParleyError } from "@parley/protocol";

export const types = {
  receipt: 0,
  private: 1,
  privateMessage: 2,
  createGroup: 3,
  groupCreated: 4,
  login: 5,
  loginReply: 6,
  register: 7,
  group: 9,
  groupMessage: 10,
  heartbeat: 11,
  heartbeatReply: 12,
  redPacket: 13,
  joinGroup: 14,
  acknowledge: 15,
  acknowledged: 16,
  acknowledgedByOther: 17,
  firstAcknowledged: 18,
  ping: 20,
  retryReceipt: -1,
} as const;

export interface Command {
  readonly type: number;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A registered user as the contract shows one. */
export interface NettyUser {
  readonly openid: string;
  readonly userName: string;
  readonly loginStatus: "0" | "1";
}

/** Clients write the type as a text as well. @throws bad_request */
export function readCommand(frame: string): Command {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof RangeError) throw new ParleyError("bad_request");
    throw cause;
  }
  assertPlainJson(value);
  if (!isRecord(value)) throw new ParleyError("bad_request");
  const { params = {}, type } = value;
  const number = typeof type === "string" && /^-?[0-9]{1,4}$/.test(type) ? Number(type) : type;
  if (!Number.isInteger(number) || !isRecord(params)) throw new ParleyError("bad_request");
  return { type: Number(number), params };
}

/** A text that must be there. Clients write ids as numbers as well. @throws invalid_arguments */
export function textOf({ params }: Command, name: string): string {
  const value = params[name];
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== "string" || value === "") {
    throw new ParleyError("invalid_arguments", { details: { path: `/${name}` } });
  }
  return value;
}

export function optionalTextOf(command: Command, name: string): string | undefined {
  const value = command.params[name];
  return value === undefined || value === null || value === "" ? undefined : textOf(command, name);
}

export function receiptFrame(message: string, date: string): string {
  return JSON.stringify({ type: types.receipt, params: { date, message }, status: 200 });
}

export function retryReceiptFrame(message: string, msgid: string, online: boolean): string {
  const params = { message, msgid, online, isretry: "false" };
  return JSON.stringify({ type: types.retryReceipt, status: 200, params });
}

export function paramsFrame(type: number, params: object): string {
  return JSON.stringify({ type, status: 200, params });
}

/** The two keys stand beside `type`, not below `params`. */
export function groupCreatedFrame(groupId: number, nameList: readonly string[]): string {
  return JSON.stringify({ type: types.groupCreated, status: 200, groupId, nameList });
}

export const pongFrame = JSON.stringify({ params: { type: "pong" } });

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Writes times as Java's `Date.toString()` does: `Sat Jun 24 15:50:41 CST 2023`. */
export function createJavaDates(timeZone: string): (at: number) => string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" },
  });
  const write = (at: number) => {
    const found = new Map(parts.formatToParts(at).map(({ type, value }) => [type, value]));
    const [year = "", month = "", day = ""] = [found.get("year"), found.get("month"), found.get("day")];
    const weekday = days[new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay()];
    const time = `${found.get("hour")}:${found.get("minute")}:${found.get("second")}`;
    const zone = timeZone === "Asia/Shanghai" ? "CST" : found.get("timeZoneName");
    return `${weekday} ${months[Number(month) - 1]} ${day.padStart(2, "0")} ${time} ${zone} ${year}`;
  };
  // Each message is answered with one, and what is written changes once a second.
  let writtenSecond = Number.NaN;
  let written = "";
  return (at) => {
    const second = Math.floor(at / 1_000);
    if (second !== writtenSecond) written = write(at);
    writtenSecond = second;
    return written;
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
