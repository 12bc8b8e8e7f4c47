import { describe, expect, test } from "bun:test";
import { Compile } from "typebox/compile";
import { type MethodName, methods } from "../src/methods.ts";
import { pushes } from "../src/pushes.ts";
import { exampleOf } from "../src/reference/examples.ts";
import { fieldsOf } from "../src/reference/fields.ts";
import { withReferences } from "../src/reference/named-schemas.ts";
import { asyncapiDocument, openapiDocument, referencePage, referencePagePolicy } from "../src/reference.ts";

const methodNames = Object.keys(methods) as MethodName[];

/** Every `$ref` in a document, and whether it leads to something. */
function brokenReferences(document: unknown): readonly string[] {
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"(#[^"]+)"/g)].map((match) => match[1] ?? "");
  return references.filter((reference) => {
    let value: unknown = document;
    for (const key of reference.slice(2).split("/"))
      value = (value as Record<string, unknown> | undefined)?.[key];
    return value === undefined;
  });
}

describe("OpenAPI", () => {
  const document = openapiDocument();
  const paths = document.paths as Record<string, { post: Record<string, unknown> }>;

  test("[CALL-1] every operation is a POST below /v1/", () => {
    const operations = methodNames.map((name) => `/v1/${name}`);
    expect(Object.keys(paths).slice(0, operations.length)).toEqual(operations);
  });

  test("[MED-10] [MED-40] [MED-20] [HOOK-20] files and addresses that are given out are described as well", () => {
    const described = Object.entries(paths)
      .slice(methodNames.length)
      .flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${path}`));
    expect(described).toEqual([
      "post /v1/media",
      "options /v1/media/tus",
      "post /v1/media/tus",
      "head /v1/media/tus/{id}",
      "patch /v1/media/tus/{id}",
      "delete /v1/media/tus/{id}",
      "get /media/{id}",
      "post /v1/hooks/{secret}",
    ]);
    const { post } = paths["/v1/media"] as { post: Record<string, unknown> };
    expect(post.security).toEqual([{ accessToken: [] }]);
    expect(JSON.stringify(post.requestBody)).toContain("multipart/form-data");
  });

  test("[CALL-6] every operation that is not for anyone asks for an access token", () => {
    for (const name of methodNames) {
      const isOpen = methods[name].callers === "anyone";
      expect(paths[`/v1/${name}`]?.post.security === undefined).toBe(isOpen);
    }
  });

  test("no reference leads nowhere", () => {
    expect(JSON.stringify(document)).toContain("#/components/schemas/User");
    expect(brokenReferences(document)).toEqual([]);
  });
});

describe("AsyncAPI", () => {
  test("it has hello, every operation with its reply, and every push", () => {
    const { channels } = asyncapiDocument() as {
      channels: { connect: { messages: Record<string, unknown> } };
    };
    const expected = [
      ...["hello", ...methodNames].flatMap((name) => [name, `${name}.reply`]),
      "error",
      ...Object.keys(pushes),
    ];
    expect(Object.keys(channels.connect.messages).sort()).toEqual(expected.sort());
    expect(brokenReferences(asyncapiDocument())).toEqual([]);
  });
});

describe("examples", () => {
  test.each(methodNames)("the examples of %s are accepted by its own schemas", (name) => {
    const { params, result } = methods[name];
    for (const schema of [params, result]) {
      const example = exampleOf(schema as unknown as Record<string, unknown>);
      expect(Compile(schema).Check(example)).toBe(true);
    }
  });
});

describe("fields", () => {
  test("nested objects unfold with dotted names, named shapes do not", () => {
    const names = fieldsOf(methods["sync.range"].result).map((field) => field.name);
    expect(names).toEqual(["events", "events[].ev", "events[].conversationId", "events[].rev", "lastRev"]);
    const head = fieldsOf(methods["inbox.list"].result)[0];
    expect(head?.type).toBe("Head[]");
  });

  test("what a text or a number must be is said with its field", () => {
    const fields = fieldsOf(methods["message.send"].params);
    const aboutOf = (name: string) => fields.find((field) => field.name === name)?.description;
    expect(aboutOf("id")).toEndWith("A UUID in small letters.");
    expect(aboutOf("clientNote")).toEndWith("1-20000 characters.");
    expect(aboutOf("expire.afterMs")).toEndWith("At least 1000. At most 31622400000.");
    expect(aboutOf("conversationId")).toBe("Conversation id.");
  });

  test("a schema that has a name is replaced by a reference at any depth", () => {
    expect(JSON.stringify(withReferences(methods["inbox.list"].result))).toContain(
      "#/components/schemas/Head",
    );
  });
});

describe("the page", () => {
  const html = referencePage();

  test("it holds every operation and push, and asks nobody for anything", () => {
    for (const name of [...methodNames, ...Object.keys(pushes)]) expect(html).toContain(`id="${name}"`);
    expect(html).toContain('id="PATCH-v1-media-tus-id"');
    expect(html).not.toMatch(/id="[^"]*\s/);
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(html).not.toMatch(/\son\w+=|style="/);
  });

  test("its policy allows exactly its own style and script", async () => {
    const policy = await referencePagePolicy();
    for (const [tag, directive] of [
      ["style", "style-src"],
      ["script", "script-src"],
    ] as const) {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html)?.[1] ?? "";
      const hash = new Bun.CryptoHasher("sha256").update(text).digest("base64");
      expect(policy).toContain(`${directive} 'sha256-${hash}'`);
    }
    expect(policy).not.toContain("unsafe");
  });
});
