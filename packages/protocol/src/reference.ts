/**
 * The documents made from the contract. Not part of `index.ts`: a server loads this when somebody asks for a
 * document, and clients never do. Everything here is a pure function of the tables.
 */
import { asyncapiDocument } from "./reference/asyncapi.ts";
import { referencePage, referencePagePolicy } from "./reference/html.ts";
import { markdownPages, page, table } from "./reference/markdown.ts";
import { openapiDocument } from "./reference/openapi.ts";

export { asyncapiDocument, openapiDocument, page, referencePage, referencePagePolicy, table };

/** The files of docs/reference that come from the protocol, by name. */
export function referenceFiles(): Readonly<Record<string, string>> {
  return {
    ...markdownPages(),
    "openapi.json": `${JSON.stringify(openapiDocument(), null, 2)}\n`,
    "asyncapi.json": `${JSON.stringify(asyncapiDocument(), null, 2)}\n`,
  };
}
