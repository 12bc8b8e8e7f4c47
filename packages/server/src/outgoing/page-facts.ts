/**
 * What a page says of itself: Open Graph, else the cards of Twitter, else what HTML has for it (LINK-2). All of it is
 * what a stranger wrote: plain text in one line of limited length comes out, without signs that turn what stands around
 * them. Pure.
 */
import { limits } from "@parley/protocol";
import { decodeHTML, decodeHTMLAttribute } from "entities";
import type { PageFacts } from "../engine/ports/pages.ts";

/** Of a text that is looked at, before it is cut to what is shown. */
const rawCharsMax = 8_000;

/** By the names of `meta`, those that count most first. */
const names = {
  title: ["og:title", "twitter:title"],
  description: ["og:description", "twitter:description", "description"],
  siteName: ["og:site_name", "application-name"],
  image: ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"],
} as const;
const known = new Set<string>(Object.values(names).flat());

/** Null where it does not say what it is called. `url` is where it came from, for addresses within it. */
export function pageFacts(html: string, url: string): PageFacts | null {
  const { metas, title, base } = readHead(html);
  const first = (of: keyof typeof names) => names[of].map((name) => metas.get(name)).find(isSaid);
  const called = oneLine(first("title") ?? decodeHTML(title), limits.linkPreviewTitleCharsMax);
  if (called === null) return null;
  return {
    title: called,
    description: oneLine(first("description") ?? "", limits.linkPreviewDescriptionCharsMax),
    siteName: oneLine(first("siteName") ?? "", limits.linkPreviewSiteCharsMax),
    imageUrl: pictureUrl(first("image"), URL.parse(base, url)?.href ?? url),
  };
}

interface Head {
  /** By their names, what the first of each says. */
  readonly metas: ReadonlyMap<string, string>;
  readonly title: string;
  readonly base: string;
}

function readHead(html: string): Head {
  const metas = new Map<string, string>();
  let [title, base] = ["", ""];
  let isTitled = false;
  const rewriter = new HTMLRewriter()
    .on("title", {
      text({ text, lastInTextNode }) {
        if (!isTitled && title.length < rawCharsMax) title += text;
        // Pictures within the page have titles as well.
        isTitled ||= lastInTextNode;
      },
    })
    .on("base[href]", {
      element(element) {
        if (base === "") base = attributeOf(element, "href");
      },
    })
    .on("meta[content]", {
      element(element) {
        const name = attributeOf(element, "property") || attributeOf(element, "name");
        const key = name.trim().toLowerCase();
        if (known.has(key) && !isSaid(metas.get(key))) metas.set(key, attributeOf(element, "content"));
      },
    });
  rewriter.transform(html);
  return { metas, title, base };
}

function attributeOf(element: HTMLRewriterTypes.Element, name: string): string {
  return decodeHTMLAttribute((element.getAttribute(name) ?? "").slice(0, rawCharsMax));
}

function isSaid(text: string | undefined): boolean {
  return text !== undefined && /\S/.test(text);
}

/** Null where nothing is left to be seen. */
function oneLine(text: string, charsMax: number): string | null {
  const line = text
    .slice(0, rawCharsMax)
    .toWellFormed()
    // Signs without a look of their own: some would turn or hide the text beside them.
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
    .replaceAll(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (line === "") return null;
  return line.length <= charsMax ? line : `${withoutHalf(line.slice(0, charsMax - 1)).trimEnd()}…`;
}

/** A character outside of the first plane is two units, and never cut between them. */
function withoutHalf(text: string): string {
  return text.isWellFormed() ? text : text.slice(0, -1);
}

function pictureUrl(address: string | undefined, base: string): string | null {
  const url = address === undefined ? null : URL.parse(address.trim(), base);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
