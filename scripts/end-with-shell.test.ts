import { expect, test } from "bun:test";
import { join } from "node:path";

const program = `
  const { endWithShell } = await import(${JSON.stringify(join(import.meta.dir, "end-with-shell.ts"))});
  endWithShell();
  process.on("SIGTERM", () => { console.log("ended"); process.exit(0); });
  setTimeout(() => {}, 20_000);
  console.log("ready");
`;

test.if(process.platform === "linux")(
  "[RUN-6] a signal that ends npm's shell ends what it runs",
  async () => {
    // What follows keeps the shell from giving its place to the program, as Debian's never does.
    const shell = Bun.spawn(["sh", "-c", `"$BUN" -e "$PROGRAM"; true`], {
      env: { ...process.env, BUN: process.execPath, PROGRAM: program, npm_lifecycle_event: "start" },
      stdout: "pipe",
    });
    let text = "";
    for await (const chunk of shell.stdout.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text === "ready\n") shell.kill("SIGTERM");
    }
    expect(text).toBe("ready\nended\n");
  },
);
