/** Uploads, and the addresses at which they are fetched: for whoever may see them, by a link that expires. */
import { ParleyError } from "@parley/protocol";
import type { DialectRequest, Route } from "../dialect.ts";
import { upper } from "./answers.ts";
import type { Ginchat } from "./flavour.ts";
import { actorOf } from "./identity.ts";
import { extensionOf, mediaOfAddress, uploadAddress } from "./upload-address.ts";

export function uploadRoutes({ host }: Ginchat): readonly Route[] {
  async function upload({ address, ...request }: DialectRequest): Promise<Response> {
    const actor = await actorOf(host, { address, ...request });
    const uploader = { actor, address };
    const { fields, media } = await host.uploads.keepForm(request.request, uploader, {
      field: "file",
      kind: "found",
    });
    const given = fields.get("userid") ?? "";
    if (given !== "" && given !== String(actor.userId)) {
      await host.call(uploader, "media.delete", { id: media.id });
      throw new ParleyError("forbidden");
    }
    const data = uploadAddress(
      media.id,
      media.createdAt,
      extensionOf(media.name, fields.get("filetype") ?? ""),
    );
    return upper({ message: "发送图片成功", data });
  }

  async function fetchUpload(request: DialectRequest): Promise<Response> {
    const id = mediaOfAddress(request.url.pathname);
    if (id === null) return new Response("not found\n", { status: 404 });
    const { address } = request;
    try {
      const actor = await actorOf(host, request);
      const { links } = await host.call({ actor, address }, "media.link", { ids: [id] });
      const url = links[0]?.url;
      if (url === undefined) return new Response("not found\n", { status: 404 });
      return new Response(null, {
        status: 302,
        headers: { location: url, "cache-control": "private, max-age=60" },
      });
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      return new Response("forbidden\n", { status: 403 });
    }
  }

  return [
    { method: "POST", path: "/attach/upload", handle: upload },
    { method: "GET", path: "/asset/upload/:file", handle: fetchUpload },
  ];
}
