import { expect, test } from "bun:test";
import { limits } from "./limits.ts";
import { previewOf } from "./preview.ts";
import { plainText, type TextNode, textTree } from "./text-tree.ts";

const markdown = (text: string) => textTree({ text, format: "markdown" });

/** A tree in few signs: `b(...)` is bold. */
function short(nodes: readonly TextNode[]): string {
  return nodes
    .map((node) => {
      if (node.type === "text") return node.text;
      if (node.type === "link") return `link<${node.href}>(${short(node.children)})`;
      return `${node.type}(${"children" in node ? short(node.children) : node.text})`;
    })
    .join("");
}

test("[CNT-12] marks become nodes, what is none stays text", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["a **b** c", "a bold(b) c"],
    ["**a *b* c**", "bold(a italic(b) c)"],
    ["_a_ snake_case_name", "italic(a) snake_case_name"],
    ["~~a~~ ||b||", "strike(a) spoiler(b)"],
    ["2 * 3 * 4", "2 * 3 * 4"],
    ["** a**", "** a**"],
    ["`**a**` b", "code(**a**) b"],
    ["\\*a\\* \\`b\\`", "*a* `b`"],
    ["**open", "**open"],
    ["> one\n> **two**\nthree", "quote(one\nbold(two)\n)three"],
    ["x\n```js\na **b**\n```\ny", "x\ncodeBlock(a **b**)y"],
    ["```\nopen", "```\nopen"],
    ["[a *b*](https://example.test/x?y=1)", "link<https://example.test/x?y=1>(a *b*)"],
    ["[a](javascript:alert(1))", "[a](javascript:alert(1))"],
    ["[a](data:text/html,x) <b>c</b>", "[a](data:text/html,x) <b>c</b>"],
    ["", ""],
  ];
  for (const [text, tree] of cases) expect([text, short(markdown(text))]).toEqual([text, tree]);
});

test("[CNT-12] without the format nothing but mentions is looked at", () => {
  const entities = [{ type: "mention", start: 2, length: 4, userId: 7 } as const];
  expect(textTree({ text: "**@bob**", entities })).toEqual([
    { type: "text", text: "**" },
    { type: "mention", userId: 7, text: "@bob" },
    { type: "text", text: "**" },
  ]);
  expect(textTree({ text: "**@bob**", entities, format: "markdown" })).toEqual([
    { type: "bold", children: [{ type: "mention", userId: 7, text: "@bob" }] },
  ]);
  // One that a mark cuts is text.
  expect(
    plainText(
      textTree({ text: "@b**ob**", entities: [{ ...entities[0], start: 0 } as never], format: "markdown" }),
    ),
  ).toBe("@bob");
});

test("[CNT-12] whatever a text is, its tree is bounded in depth and made at once", () => {
  const depth = (nodes: readonly TextNode[]): number =>
    1 + Math.max(0, ...nodes.map((node) => ("children" in node ? depth(node.children) : 0)));
  const most = limits.textCharsMax;
  const hostile = [
    "*",
    "**a",
    "_a ",
    "[",
    "[a](",
    "[a](https://x.test/",
    "`",
    "``a",
    "> ",
    "||a ~~b ",
    "**a_b~~c||d*e",
    "\\",
    "```\n",
  ];
  const before = process.cpuUsage();
  for (const part of hostile) {
    const text = part.repeat(Math.ceil(most / part.length)).slice(0, most);
    const tree = markdown(text);
    expect([part, depth(tree) <= 11]).toEqual([part, true]);
    expect(plainText(tree).length).toBeLessThanOrEqual(most);
  }
  const nested = `${"**a _b ".repeat(600)}${"c_ d** ".repeat(600)}`.slice(0, most);
  expect(depth(markdown(nested))).toBeLessThanOrEqual(11);
  // Of the processor, not of the clock: the machine may let all of this stand still.
  expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
});

test("[CNT-11] [CNT-12] a preview has no marks", () => {
  const text = "**Hello** [you](https://example.test), `code`";
  expect(previewOf({ type: "text", text, format: "markdown" }, "en")).toBe("Hello you, code");
  expect(previewOf({ type: "text", text }, "en")).toBe(text);
});
