import { expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { decodePage } from "./decode-page.ts";
import { pageFacts } from "./page-facts.ts";

const at = "https://page.example/a/b";
const facts = (head: string) => pageFacts(`<!doctype html><html><head>${head}</head></html>`, at);

test("[LINK-2] Open Graph counts before the cards of Twitter, and those before HTML's own", () => {
  const html = `<title>from the title</title><meta name="description" content="from HTML">`;
  const twitter = `<meta name="twitter:title" content="from Twitter"><meta name="twitter:image" content="/t.png">`;
  const graph = `<meta property="og:title" content="from the graph"><meta property="og:description" content="">
    <meta property="og:site_name" content="Pages"><meta property="og:image" content="../i.png">`;
  expect(facts(html)).toEqual({
    ...{ title: "from the title", description: "from HTML", siteName: null, imageUrl: null },
  });
  expect(facts(html + twitter)).toMatchObject({
    ...{ title: "from Twitter", imageUrl: "https://page.example/t.png" },
  });
  expect(facts(html + twitter + graph)).toEqual({
    ...{ title: "from the graph", description: "from HTML", siteName: "Pages" },
    imageUrl: "https://page.example/i.png",
  });
  expect(facts(`<base href="https://cdn.example/x/">${html}${graph}`)?.imageUrl).toBe(
    "https://cdn.example/i.png",
  );
});

test("[LINK-2] what is said is one line of plain text of limited length", () => {
  const title = (text: string) => facts(`<title>${text}</title>`)?.title;
  expect(title("Tea &amp; caf&eacute; &lt;b&gt; &#x4f60;\n\t  &#22909;")).toBe("Tea & café <b> 你 好");
  expect(title("a\u202egnp.exe\u2066\u200b&#0;b\u0007c")).toBe("agnp.exe\ufffdb c");
  expect(facts(`<meta property="og:title" content="&quot;quoted&quot; &amp;lt;">`)?.title).toBe(
    '"quoted" &lt;',
  );
  const long = title("😀".repeat(limits.linkPreviewTitleCharsMax)) ?? "";
  expect(long.length).toBeLessThanOrEqual(limits.linkPreviewTitleCharsMax);
  expect(long.isWellFormed() && long.endsWith("😀…")).toBe(true);
  expect(title("x".repeat(limits.linkPreviewTitleCharsMax))).toHaveLength(limits.linkPreviewTitleCharsMax);
});

test("[LINK-2] a page that does not say what it is called has none, whatever else it is", () => {
  for (const head of [
    "",
    "<title> \n </title>",
    "<title>\u200b</title>",
    `<meta name="description" content="x">`,
  ]) {
    expect([head, facts(head)]).toEqual([head, null]);
  }
  expect(facts("<title>first</title><svg><title>second</title></svg>")?.title).toBe("first");
  for (const image of ["javascript:alert(1)", "data:image/png;base64,AA", "file:///etc/passwd", "http://"]) {
    expect(facts(`<title>t</title><meta property="og:image" content="${image}">`)?.imageUrl).toBeNull();
  }
  // Broken, deep, endless.
  const odd = [
    "<".repeat(50_000),
    "<div>".repeat(50_000),
    `<meta content="${"x".repeat(500_000)}`,
    "<select><script>",
  ];
  for (const html of odd) expect(pageFacts(`<title>odd</title>${html}`, at)?.title).toBe("odd");
});

test("[LINK-2] a page is read in the character set of its mark, its header, or its own words", () => {
  const gbk = new Uint8Array([0xc4, 0xe3, 0xba, 0xc3]);
  const declared = (text: string) => Buffer.concat([Buffer.from(`<meta ${text}>`), gbk]);
  expect(decodePage(gbk, "text/html; charset=GBK")).toBe("你好");
  expect(decodePage(declared('charset="gb2312"'), "text/html")).toEndWith("你好");
  const equivalent = `http-equiv="Content-Type" content="text/html; charset=gb18030"`;
  expect(decodePage(declared(equivalent), "text/html")).toEndWith("你好");
  expect(decodePage(Buffer.from("\ufeff你好"), "text/html; charset=gbk")).toBe("你好");
  expect(decodePage(Buffer.from("\ufeff你好", "utf16le"), "text/html")).toBe("你好");
  expect(decodePage(Buffer.from("你好"), "text/html; charset=no-such-thing")).toBe("你好");
  expect(decodePage(Buffer.from("你好").subarray(0, 4), "text/html")).toBe("你");
  expect(decodePage(new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x21]), "text/html")).toBe("café!");
});
