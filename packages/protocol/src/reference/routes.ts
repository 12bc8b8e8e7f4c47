/**
 * What a server answers over HTTP besides operations: files, which are no JSON, and addresses that are given out. Each
 * is described once here, for OpenAPI and for the pages of the reference. Their behaviour is in docs/spec/media.md and
 * docs/spec/webhooks.md.
 */
import { type TProperties, Type } from "typebox";
import { type ErrorCode, errorCodes } from "../errors.ts";
import { limits } from "../limits.ts";
import { createMedia } from "../methods/create-media.ts";
import { postIncomingWebhook } from "../methods/post-incoming-webhook.ts";
import { media, mediaKind, mediaName } from "../model/media.ts";

export interface Route {
  readonly method: "get" | "head" | "post" | "patch" | "delete" | "options";
  readonly path: string;
  readonly summary: string;
  readonly needsToken: boolean;
  /** Of the path, the query and the headers. */
  readonly parameters: readonly RouteParameter[];
  readonly body?: { readonly type: string; readonly schema: object };
  readonly answer: {
    readonly status: number;
    readonly about: string;
    readonly type?: string;
    readonly schema?: object;
  };
  /** Answers besides the errors, by status. */
  readonly others?: Readonly<Record<number, string>>;
  readonly errors: readonly ErrorCode[];
  readonly example: string;
}

interface RouteParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly isRequired: boolean;
  readonly about: string;
  readonly type: "string" | "integer";
}

type Place = RouteParameter["in"];
type Described = readonly [name: string, about: string, type?: RouteParameter["type"]];

const required = (place: Place, [name, about, type = "string"]: Described): RouteParameter => ({
  ...{ name, in: place, isRequired: true, about, type },
});
const optional = (place: Place, described: Described): RouteParameter => ({
  ...required(place, described),
  isRequired: false,
});

const binary = (description: string) => ({ type: "string", format: "binary", description });
const object = (properties: TProperties) => Type.Object(properties);
const refusals = ["unauthenticated", "token_expired", "rate_limited", "internal", "unavailable"] as const;
const uploadRefusals = ["invalid_arguments", "limit_reached", "payload_too_large", "busy"] as const;
const auth = '-H "Authorization: Bearer $TOKEN"';
const version = '-H "Tus-Resumable: 1.0.0"';

const fileId = required("path", ["id", "Id of the file."]);
const tusVersion = required("header", ["Tus-Resumable", "`1.0.0`."]);
const checksum = optional("header", [
  "Upload-Checksum",
  "`sha1` or `sha256`, a space, and the digest in Base64.",
]);
const partType = "application/offset+octet-stream";

const form: Route = {
  method: "post",
  path: "/v1/media",
  summary: "Uploads a file as a form: the fields first, then the file. Needs a Content-Length.",
  needsToken: true,
  parameters: [],
  body: {
    type: "multipart/form-data",
    schema: Type.Object({
      kind: Type.Optional(mediaKind),
      name: Type.Optional(mediaName),
      durationMs: Type.Optional(createMedia.params.properties.durationMs),
      file: Type.Unsafe<string>(binary("The file itself.")),
    }),
  },
  answer: { status: 200, about: "The file.", type: "application/json", schema: object({ media }) },
  errors: ["bad_request", ...uploadRefusals, ...refusals],
  example: `curl $URL/v1/media ${auth} -F kind=image -F file=@picture.png`,
};

const tusAbilities: Route = {
  method: "options",
  path: "/v1/media/tus",
  summary: "Tells which version and extensions of tus 1.0 are spoken, and the largest file.",
  needsToken: false,
  parameters: [],
  answer: {
    status: 204,
    about: "`Tus-Version`, `Tus-Extension`, `Tus-Checksum-Algorithm`, `Tus-Max-Size`.",
  },
  errors: [],
  example: "curl -i -X OPTIONS $URL/v1/media/tus",
};

const tusCreation: Route = {
  method: "post",
  path: "/v1/media/tus",
  summary: "Announces an upload that can be continued where it was cut; its first part may come along.",
  needsToken: true,
  parameters: [
    tusVersion,
    required("header", ["Upload-Length", "Size of the file in bytes.", "integer"]),
    optional("header", [
      "Upload-Metadata",
      "`kind`, `filename` and `durationMs`, each with its value in Base64.",
    ]),
    checksum,
  ],
  answer: {
    status: 201,
    about: "`Location` is its place, `Upload-Offset` what has arrived, `Upload-Expires` its time.",
  },
  others: { 412: "Another version of tus.", 460: "The checksum is another." },
  errors: ["bad_request", ...uploadRefusals, ...refusals],
  example: `curl -i -X POST $URL/v1/media/tus ${auth} ${version} -H "Upload-Length: 1000" -H "Upload-Metadata: kind ZmlsZQ=="`,
};

const tusState: Route = {
  method: "head",
  path: "/v1/media/tus/{id}",
  summary: "Tells how much of an upload has arrived.",
  needsToken: true,
  parameters: [fileId, tusVersion],
  answer: { status: 200, about: "`Upload-Offset`, `Upload-Length`, `Upload-Expires`." },
  others: { 412: "Another version of tus." },
  errors: ["not_found", ...refusals],
  example: `curl -I $URL/v1/media/tus/$ID ${auth} ${version}`,
};

const tusPart: Route = {
  method: "patch",
  path: "/v1/media/tus/{id}",
  summary: "Goes on with an upload. With its last byte the file is complete, or refused and gone.",
  needsToken: true,
  parameters: [
    fileId,
    tusVersion,
    required("header", ["Upload-Offset", "Where it goes on: what has arrived.", "integer"]),
    checksum,
  ],
  body: { type: partType, schema: binary("The bytes from there on.") },
  answer: { status: 204, about: "`Upload-Offset` is what has arrived." },
  others: { 412: "Another version of tus.", 415: "Another Content-Type.", 460: "The checksum is another." },
  errors: ["bad_request", "not_found", "conflict", ...uploadRefusals, ...refusals],
  example: `curl -X PATCH $URL/v1/media/tus/$ID ${auth} ${version} -H "Upload-Offset: 0" -H "Content-Type: ${partType}" --data-binary @part`,
};

const tusEnd: Route = {
  method: "delete",
  path: "/v1/media/tus/{id}",
  summary: "Gives an upload up.",
  needsToken: true,
  parameters: [fileId, tusVersion],
  answer: { status: 204, about: "Its bytes and its room are free." },
  others: { 412: "Another version of tus." },
  errors: ["not_found", "conflict", ...refusals],
  example: `curl -X DELETE $URL/v1/media/tus/$ID ${auth} ${version}`,
};

const file: Route = {
  method: "get",
  path: "/media/{id}",
  summary:
    "A file, or a part of it, by an address of `media.link`, which works in `<img>`, without a token, until its time. HEAD is answered alike.",
  needsToken: false,
  parameters: [
    fileId,
    required("query", ["user", "Whose link it is.", "integer"]),
    required("query", ["expires", "Until when it holds.", "integer"]),
    required("query", ["signature", "As it was given."]),
    optional("query", ["width", "Of an image: the smallest copy that is as wide, as WebP.", "integer"]),
    optional("header", ["Range", "One range of bytes."]),
    optional("header", ["If-Range", "The `ETag` the range is of."]),
    optional("header", ["If-None-Match", "The `ETag` that is known."]),
  ],
  answer: { status: 200, about: "The file.", type: "*/*", schema: binary("As its content is.") },
  others: { 206: "The range.", 304: "It is what is known.", 416: "No such range." },
  errors: ["not_found", "internal", "unavailable"],
  example: 'curl "$URL/media/$ID?user=12&expires=1700000000000&signature=..." -H "Range: bytes=0-99"',
};

const { secret: _, ...postedFields } = postIncomingWebhook.params.properties;

const hook: Route = {
  method: "post",
  path: "/v1/hooks/{secret}",
  summary:
    "Writes into the group of an incoming webhook: `incomingWebhook.post`. A body of `text/plain` is the text.",
  needsToken: false,
  parameters: [
    required("path", ["secret", `As it was told; at most ${limits.incomingSecretCharsMax} characters.`]),
  ],
  body: { type: "application/json", schema: object(postedFields) },
  answer: {
    status: 200,
    about: "The message.",
    type: "application/json",
    schema: postIncomingWebhook.result,
  },
  errors: [
    ...postIncomingWebhook.errors,
    "bad_request",
    "invalid_arguments",
    "payload_too_large",
    "internal",
  ],
  example: `curl $URL/v1/hooks/$SECRET -H "Content-Type: application/json" -d '{"text":"Hello!"}'`,
};

export const routes: readonly Route[] = [
  ...[form, tusAbilities, tusCreation, tusState, tusPart, tusEnd, file],
  hook,
];

/** Codes by HTTP status, ascending. */
export function routeErrors({ errors }: Route): ReadonlyMap<number, readonly ErrorCode[]> {
  const codes = [...new Set(errors)].sort((a, b) => errorCodes[a].status - errorCodes[b].status);
  return Map.groupBy(codes, (code) => errorCodes[code].status);
}
