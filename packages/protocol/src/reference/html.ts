/**
 * The reference as one HTML page that asks for nothing else: its style and its small search script are inside,
 * and `referencePagePolicy` is a content security policy that allows those two by their hashes and nothing more.
 */
import { closeAdvice, closeCodes } from "../close-codes.ts";
import { errorCodes } from "../errors.ts";
import { limits } from "../limits.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { namedSchemas } from "./named-schemas.ts";
import { documentVersion } from "./openapi.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import { type Entry, operationSections, pushSection } from "./sections.ts";

interface Block {
  readonly id: string;
  readonly body: string;
}

export function referencePage(): string {
  const sections = [
    ...operationSections().map(({ title, entries }) => ({ title, blocks: entries.map(entryBlock) })),
    { title: "pushes", blocks: pushSection().entries.map(entryBlock) },
    { title: "shapes", blocks: Object.entries(namedSchemas()).map(shapeBlock) },
    { title: "tables", blocks: [errorBlock(), closeCodeBlock(), limitBlock()] },
  ];
  const contents = sections
    .map(
      ({ title, blocks }) => `<section><h2>${escapeHtml(title)}</h2>${blocks.map(link).join("")}</section>`,
    )
    .join("");
  const articles = sections
    .map(
      ({ title, blocks }) =>
        `<section><h2>${escapeHtml(title)}</h2>${blocks.map(article).join("")}</section>`,
    )
    .join("");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley reference</title><style>${pageStyle}</style></head>
<body><nav aria-label="Contents"><div hidden><input type="search" placeholder="Search" aria-label="Search the reference"></div>
${contents}</nav>
<main><h1>Parley reference</h1><p>Version ${documentVersion()}. For programs: <a href="/openapi.json">OpenAPI</a>,
<a href="/asyncapi.json">AsyncAPI</a>.</p><p id="nothing" hidden>Nothing found.</p>
${articles}</main><script>${pageScript}</script></body></html>
`;
}

/** Value of the header `Content-Security-Policy` under which the page works. */
export async function referencePagePolicy(): Promise<string> {
  const [style, script] = await Promise.all([sha256(pageStyle), sha256(pageScript)]);
  return `default-src 'none'; style-src 'sha256-${style}'; script-src 'sha256-${script}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

function link({ id }: Block): string {
  return `<a href="#${anchor(id)}">${escapeHtml(id)}</a>`;
}

function article({ id, body }: Block): string {
  return `<article id="${anchor(id)}"><h3>${escapeHtml(id)}</h3>${body}</article>`;
}

/** Of a route, whose name is its method and path: an id has no spaces. */
function anchor(id: string): string {
  return id.replaceAll(/[^\w.-]+/g, "-").replace(/-$/, "");
}

function entryBlock({ name, summary, facts, tables, examples, errors }: Entry): Block {
  const body = [
    `<p>${prose(summary)}</p><p class="facts">${facts.map((fact) => `<span>${escapeHtml(fact)}</span>`).join("")}</p>`,
    ...tables.map(({ title, fields }) => `<h4>${escapeHtml(title)}</h4>${fieldTable(fields)}`),
    ...examples.map(({ title, text }) => `<h4>${escapeHtml(title)}</h4><pre>${escapeHtml(text)}</pre>`),
    errors.length === 0
      ? ""
      : `<h4>Errors</h4><p>${errors.map((code) => `<code class="code">${code}</code>`).join("")}</p>`,
  ];
  return { id: name, body: body.join("") };
}

function shapeBlock([name, schema]: [string, unknown]): Block {
  return { id: name, body: fieldTable(fieldsOf(schema)) };
}

function errorBlock(): Block {
  const rows = Object.entries(errorCodes).map(([code, { status, retry, text }]) => [
    code,
    `${status}`,
    retry,
    text,
  ]);
  return { id: "error-codes", body: table(["code", "status", "try again", "meaning"], rows) };
}

function closeCodeBlock(): Block {
  const rows = Object.entries(closeCodes).map(([name, code]) => [`${code}`, name, closeAdvice(code)]);
  return { id: "close-codes", body: table(["code", "name", "then"], rows) };
}

function limitBlock(): Block {
  const rows = Object.entries(limits).map(([name, value]) => [name, value.toLocaleString("en")]);
  return { id: "limits", body: table(["limit", "value"], rows) };
}

function fieldTable(fields: readonly Field[]): string {
  if (fields.length === 0) return "<p>None.</p>";
  return table(
    ["field", "type", "", "about"],
    fields.map(({ name, type, isRequired, description }) => [
      name,
      type,
      isRequired ? "" : "optional",
      description,
    ]),
  );
}

/** The first column is code, the last one prose. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = header.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("");
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function cell(text: string, index: number): string {
  return index === 0 ? `<td><code>${escapeHtml(text)}</code></td>` : `<td>${prose(text)}</td>`;
}

/** Escapes, and shows what is between backticks as code. */
function prose(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
