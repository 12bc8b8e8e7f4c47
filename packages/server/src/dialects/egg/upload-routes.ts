/** Files over HTTP, kept with all checks of the native uploads, and had again at the contract's addresses. */
import { extname } from "node:path";
import { type Media, ParleyError } from "@parley/protocol";
import type { Caller, DialectHost, DialectRequest, Route } from "../dialect.ts";
import { errorText, invalid, ok, refused } from "./errors.ts";
import { optionalText, plain } from "./fields.ts";
import { type Files, fileIdIn } from "./files.ts";
import { type Guard, type Session, tokenOf } from "./guard.ts";

const extensions = new Set(
  (
    ".jpg .jpeg .png .gif .bmp .webp .mp3 .wav .wma .ogg .m4a .aac .amr .mp4 .webm .avi .mov .wmv .rmvb .mkv .m4v " +
    ".doc .docx .xls .xlsx .ppt .pptx .pdf .txt .csv .md .zip .rar .7z .gz"
  ).split(" "),
);
const foldersMax = 4;
const folderCharsMax = 30;
const widthMax = 3_840;
const fileBytesMax = 50 * 1024 * 1024;
/** Of one form. */
const imagesMax = 9;
/** How long a new file opens where it was sent from: its uploader's page shows it, and sends no token for it. */
const freshCached = { max: 20_000, ttlMs: 3_600_000 };

export function uploadRoutes(host: DialectHost, guard: Guard, files: Files): readonly Route[] {
  /** By whom files were uploaded a moment ago. */
  const fresh = host.cache<string, Caller>(freshCached);

  async function keep({ address, request }: DialectRequest, { actor }: Session, which: object = {}) {
    const uploader = { actor, address };
    const form = { kind: "found", bytesMax: fileBytesMax, ...which } as const;
    const { fields, media, others } = await host.uploads.keepForm(request, uploader, form);
    const files = [media, ...others];
    if (!files.every(({ name }) => extensions.has(extname(name).toLowerCase()))) {
      for (const { id } of files) await host.call(uploader, "media.delete", { id });
      throw refused("上传失败: 不支持的文件类型");
    }
    for (const { id } of files) await fresh.get(id, async () => uploader);
    return { fields, media, files };
  }

  function addressOf({ createdAt, id, name }: Media, directory: string): string {
    return files.addressOf(id, createdAt, null, directory) + extname(name).toLowerCase();
  }

  async function upload(request: DialectRequest, session: Session): Promise<Response> {
    const directory = foldersOf(request.parameters.diydir ?? "chat");
    const { media } = await keep(request, session);
    return ok({ url: addressOf(media, directory) });
  }

  async function uploadImage(request: DialectRequest, session: Session): Promise<Response> {
    try {
      const { fields, files: images } = await keep(request, session, { field: "img", filesMax: imagesMax });
      const image_class_id = Number(fields.get("imageClassId") ?? 0) || 0;
      return ok(
        images.map((image) => {
          const url = addressOf(image, "chat");
          return { url, path: url, image_class_id, create_time: image.createdAt };
        }),
      );
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      const words = errorText(error);
      throw refused(words.startsWith("上传失败") ? words : `上传失败: ${words}`);
    }
  }

  /** With a signed query as it was told; a new one where it came from, without a token; else for whom the token proves. */
  async function fetchFile(request: DialectRequest): Promise<Response> {
    const id = fileIdIn(request.url.pathname);
    if (id === null) throw new ParleyError("unknown_operation");
    if (request.query("signature") !== null) {
      const query = new URLSearchParams(
        ["user", "expires", "signature"].map((name) => [name, request.query(name) ?? ""]),
      );
      return moved(`/media/${id}?${query}`);
    }
    const uploader = (await tokenOf(request)).token === "" ? fresh.known(id) : undefined;
    const isNear = uploader?.address === request.address;
    const caller = uploader !== undefined && isNear ? uploader : (await guard.session(request)).caller;
    try {
      return moved(await files.linkOf(caller, id));
    } catch (error) {
      if (error instanceof ParleyError && error.code === "not_found")
        throw new ParleyError("unknown_operation");
      throw error;
    }
  }

  /** Nothing here decodes films; and no other server is asked for one. */
  async function pictureOf(request: DialectRequest): Promise<Response> {
    const fields = await request.fields();
    if (optionalText(fields, "videoUrl", { max: 2_000 }) === null) throw refused("视频地址不能为空");
    if (!isNumber(fields.get("time") ?? 0)) throw refused("时间点参数无效");
    if (!isNumber(fields.get("width") ?? 1, 1, widthMax)) throw refused("图片宽度应在1-3840之间");
    const format = optionalText(fields, "format", { max: 10 }) ?? "png";
    if (format !== "png" && format !== "jpg") throw invalid("参数 format 不合法");
    throw refused("截图处理失败");
  }

  return [
    guard.visitor("POST", "/api/chat/uploadStreamSingleToServerDiy/:diydir", upload),
    guard.visitor("POST", "/api/chat/socket/upload", upload),
    guard.visitor("POST", "/api/chat/uploadAliyun", uploadImage),
    guard.visitor("POST", "/api/chat/getVideoScreenshot", pictureOf),
    { method: "GET", path: "/public/uploads/*", handle: fetchFile },
  ];
}

/** `_` makes folders. They are names and nothing else: what is kept lies elsewhere. */
function foldersOf(given: string): string {
  const folders = given
    .split("_")
    .map((folder) => folder.replaceAll(/[^A-Za-z0-9-]/g, "").slice(0, folderCharsMax))
    .filter((folder) => folder !== "");
  return folders.length === 0 ? "chat" : folders.slice(0, foldersMax).join("/");
}

function isNumber(value: unknown, min = 0, max = Number.MAX_SAFE_INTEGER): boolean {
  const given = plain(value);
  const number = given === "" ? Number.NaN : Number(given);
  return Number.isInteger(number) && number >= min && number <= max;
}

/** No page that is shown learns where it came from, and nothing between keeps it. */
function moved(location: string): Response {
  const headers = { location, "cache-control": "no-store", "referrer-policy": "no-referrer" };
  return new Response(null, { status: 302, headers });
}
