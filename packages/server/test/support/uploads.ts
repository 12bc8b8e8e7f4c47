/** Uploads over `POST /v1/media`, for tests of what shows files. */
import type { Media, SignedIn } from "@parley/protocol";
import type { TestServer } from "./test-server.ts";

/** What a picture, a voice and a video begin with; nobody looks further. */
const beginnings = {
  image: "",
  voice: "OggS",
  video: "\u001aE\u00df\u00a3",
  file: "",
} as const satisfies Record<Media["kind"], string>;

/** A red square of three by two pixels. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AAQQxwFgBB0gX7h/C5SAAAAABJRU5ErkJggg==",
  "base64",
);

/** A complete file of the user's. */
export async function uploadFor(
  server: TestServer,
  user: SignedIn,
  kind: Media["kind"],
  { name = `${kind}.bin`, ...fields }: Readonly<Record<string, string>> = {},
): Promise<Media> {
  const form = new FormData();
  for (const [field, value] of Object.entries({ kind, name, ...fields })) form.append(field, value);
  form.append("file", new Blob([bytesOf(kind)]), name);
  const headers = { authorization: `Bearer ${user.accessToken}` };
  const response = await fetch(`${server.url}/v1/media`, { method: "POST", headers, body: form });
  const body = await response.json();
  if (response.status !== 200) throw new Error(JSON.stringify(body));
  return body.media;
}

function bytesOf(kind: Media["kind"]): Buffer<ArrayBuffer> {
  if (kind === "image") return picture;
  const rest = Buffer.from(crypto.getRandomValues(new Uint8Array(200)));
  // So that they begin as nothing else by chance.
  return Buffer.concat([Buffer.from(beginnings[kind], "latin1"), Buffer.alloc(2), rest]);
}

/** One pixel, and notes around it that are not kept: what is kept is far smaller than what is uploaded. */
export function pictureWithNotes(noteBytes: number): Uint8Array<ArrayBuffer> {
  const plain = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const note = Buffer.concat([Buffer.from("tEXtnote\0", "latin1"), Buffer.alloc(noteBytes, "x")]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(note.length - 4, 0);
  ends.writeUInt32BE(Bun.hash.crc32(note), 4);
  const afterHeader = 33;
  return new Uint8Array(
    Buffer.concat([
      ...[plain.subarray(0, afterHeader), ends.subarray(0, 4), note, ends.subarray(4)],
      plain.subarray(afterHeader),
    ]),
  );
}
