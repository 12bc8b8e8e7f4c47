import { expect, test } from "bun:test";
import { ParleyError } from "@parley/protocol";
import { checkArguments } from "./arguments.ts";

const id = "01890a5d-ac96-774b-bcce-b302099a8057";

function refusedPath(method: Parameters<typeof checkArguments>[0], args: object): unknown {
  try {
    checkArguments(method, JSON.stringify(args));
  } catch (error) {
    if (error instanceof ParleyError) return error.details?.path;
    throw error;
  }
  return null;
}

test.each([
  [{ type: "hologram" }, "/content/type"],
  [{ text: "without a type" }, "/content/type"],
  [{ type: "notice", notice: "contacts_made", text: "x" }, "/content/type"],
  [{ type: "text" }, "/content/text"],
  [{ type: "text", text: "" }, "/content/text"],
  [{ type: "text", text: "x", format: "html" }, "/content/format"],
  [{ type: "image", images: [] }, "/content/images"],
  [{ type: "image", images: [{ mediaId: "x" }] }, "/content/images/0/mediaId"],
  [{ type: "voice", mediaId: "x" }, "/content/mediaId"],
  [{ type: "voice" }, "/content/mediaId"],
  [{ type: "location", latitude: 91, longitude: 0 }, "/content/latitude"],
  [{ type: "poll", question: "Where?", options: ["here"] }, "/content/options"],
  [{ type: "custom", kind: "acme.order", data: 1 }, "/content/fallback"],
  ["text", "/content"],
  [null, "/content"],
] as const)("[CALL-3] the path of a wrong content is that of the kind it says it is: %p", (content, path) => {
  expect(refusedPath("message.send", { conversationId: 1, id, content })).toBe(path);
});

test("[CALL-3] so it is of other arguments of several shapes, and of those around them", () => {
  const reason = "spam";
  expect(refusedPath("complaint.create", { target: { kind: "group" }, reason })).toBe(
    "/target/conversationId",
  );
  expect(refusedPath("complaint.create", { target: { kind: "ship" }, reason })).toBe("/target/kind");
  expect(refusedPath("complaint.create", { target: { kind: "user", userId: 1 } })).toBe("/reason");
  expect(refusedPath("group.update", { conversationId: 1, settings: { join: "maybe" } })).toBe(
    "/settings/join",
  );
  const content = { type: "text", text: "x" };
  expect(refusedPath("message.send", { conversationId: "1", id, content })).toBe("/conversationId");
});
