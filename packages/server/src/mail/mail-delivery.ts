/**
 * How one mail leaves: by SMTP, with the server's certificate checked, or into the outbox folder. Owns the connection
 * to the mail server.
 */
import { join } from "node:path";
import nodemailer from "nodemailer";
import type { Mail } from "../engine/ports/mail.ts";
import { RefusedMail } from "./mail-queue.ts";
import { oneLine, writeMail } from "./mail-texts.ts";
import { createOutboxFolder } from "./outbox-folder.ts";

export interface MailSettings {
  /** `smtp://` or `smtps://`; empty for the outbox folder. */
  readonly mailUrl: string;
  readonly mailFrom: string;
  readonly serverName: string;
  /** The data folder. */
  readonly data: string;
}

/** An attempt is over after these together, whatever the mail server does. */
const connectTimeoutMs = 10_000;
const silenceTimeoutMs = 20_000;

/** Where no sender is set: mails of the outbox folder go nowhere. */
const outboxFrom = "parley@localhost";

/** @param newName a name for a file, later ones sorting later */
export function createMailDelivery(
  settings: MailSettings,
  newName: () => string,
): (mail: Mail) => Promise<void> {
  if (settings.mailUrl === "") return outboxDelivery(settings, newName);
  const transport = nodemailer.createTransport(smtpOptions(settings));
  return async (mail) => {
    try {
      await transport.sendMail(messageOf(mail, settings, newName()));
    } catch (error) {
      throw isRefusal(error) ? new RefusedMail(error) : error;
    }
  };
}

function outboxDelivery(settings: MailSettings, newName: () => string): (mail: Mail) => Promise<void> {
  const outbox = createOutboxFolder(join(settings.data, "outbox"));
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true });
  return async (mail) => {
    const name = newName();
    const { message } = await composer.sendMail(messageOf(mail, settings, name));
    await outbox.put(name, Buffer.from(message as Uint8Array));
  };
}

function smtpOptions({ mailFrom, mailUrl }: MailSettings) {
  const { hostname, password, port, protocol, username } = new URL(mailUrl);
  const isOverTls = protocol === "smtps:";
  const host = hostname.replace(/^\[|\]$/g, "");
  return {
    host,
    port: port === "" ? (isOverTls ? 465 : 587) : Number(port),
    secure: isOverTls,
    // Nothing travels in the clear but within this machine.
    requireTLS: !isOverTls && !isLoopback(host),
    ignoreTLS: isLoopback(host) && !isOverTls,
    tls: { rejectUnauthorized: true, minVersion: "TLSv1.2" as const },
    ...(username === ""
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    // What the server is told of the sender's machine.
    name: domainOf(mailFrom),
    connectionTimeout: connectTimeoutMs,
    dnsTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function messageOf(mail: Mail, settings: MailSettings, name: string) {
  const { html, subject, text } = writeMail(mail, settings.serverName);
  const from = settings.mailFrom === "" ? outboxFrom : settings.mailFrom;
  const letters = withoutDigits(name);
  return {
    messageId: `<${letters}@${domainOf(from)}>`,
    baseBoundary: letters,
    from: { name: oneLine(settings.serverName), address: from },
    to: { name: "", address: mail.to },
    subject,
    text,
    html,
    // No vacation notices in answer.
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** So that no six digits of a mail are but its code: programs look for them. */
function withoutDigits(name: string): string {
  return name.replaceAll(/\d/g, (digit) => "ghijklmnop".charAt(Number(digit)));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** An answer of the 500s says that the same mail will be refused again; a wrong password is somebody's to mend. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return code === "EENVELOPE" && responseCode !== undefined && responseCode >= 500;
}
