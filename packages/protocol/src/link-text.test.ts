import { expect, test } from "bun:test";
import fc from "fast-check";
import { limits } from "./limits.ts";
import { firstLink, linkText } from "./link-text.ts";

const links = (text: string) => linkText(text).flatMap((part) => (part.href === null ? [] : part.text));

test("http and https addresses become links, and nothing else does", () => {
  expect(links("see https://a.example/x?y=1#z and http://b.example")).toEqual([
    "https://a.example/x?y=1#z",
    "http://b.example",
  ]);
  for (const text of [
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://a.example",
    "file:///etc/passwd",
    "a.example",
  ]) {
    expect(links(text)).toEqual([]);
  }
});

test("punctuation of the sentence stays outside the link", () => {
  expect(links("Is it https://a.example/x?")).toEqual(["https://a.example/x"]);
  expect(links("(https://a.example/x), or https://a.example/y.")).toEqual([
    "https://a.example/x",
    "https://a.example/y",
  ]);
  expect(links("https://a.example/w_(b)")).toEqual(["https://a.example/w_(b)"]);
  expect(links("(\uff08https://a.example/x\uff09\uff0c好")).toEqual(["https://a.example/x"]);
  expect(links("见https://a.example/文档\u3002好的")).toEqual(["https://a.example/文档"]);
});

test("[CNT-12] the links of a text are found at once, whatever it is", () => {
  const most = limits.textCharsMax;
  const before = process.cpuUsage();
  for (const part of [".", "..)", "(", "https://a.", "https://[", "http"]) {
    const text = `https://a.example/${part.repeat(most)}`.slice(0, most - 1);
    for (let time = 0; time < 10; time += 1) expect(linkText(`${text}x`).length).toBeGreaterThan(0);
  }
  // Of the processor, not of the clock: the machine may let all of this stand still.
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
});

test("the parts put together are the text, and every link is http or https", () => {
  const anything = fc.array(
    fc.oneof(fc.string({ unit: "grapheme" }), fc.webUrl(), fc.constant("javascript:x")),
  );
  fc.assert(
    fc.property(anything, (pieces) => {
      const text = pieces.join(" ");
      const parts = linkText(text);
      expect(parts.map((part) => part.text).join("")).toBe(text);
      for (const { href } of parts) if (href !== null) expect(href).toMatch(/^https?:\/\//);
    }),
  );
});

test("[LINK-1] the first link is one that people see: none in code, none that is covered", () => {
  const first = (text: string, format?: "markdown") =>
    firstLink({ text, ...(format === undefined ? {} : { format }) });
  expect(first("no link")).toBeNull();
  expect(first("see HTTPS://A.example, then http://b.example")).toBe("https://a.example/");
  expect(first("ftp://a.example and http://b.example/x?y#z")).toBe("http://b.example/x?y#z");
  expect(first("`http://code.example` ||http://covered.example|| **http://seen.example**", "markdown")).toBe(
    "http://seen.example/",
  );
  expect(first("```\nhttp://code.example\n```\n> [words](https://quoted.example)", "markdown")).toBe(
    "https://quoted.example/",
  );
  expect(first("[mail](mailto:a@b.example)", "markdown")).toBeNull();
});
