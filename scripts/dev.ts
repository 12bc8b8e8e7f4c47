/** `npm run dev`: the server, restarted on changes, and Vite with hot reload. When one ends, so does the other. */
import { viteProgram } from "./build-web.ts";
import { repositoryRoot } from "./command.ts";

const programs = [
  {
    argv: [process.execPath, "--watch", "packages/server/src/main.ts", ...process.argv.slice(2)],
    cwd: repositoryRoot,
  },
  { argv: [process.execPath, "--bun", viteProgram], cwd: `${repositoryRoot}/packages/web` },
];

const children = programs.map(({ argv, cwd }) =>
  Bun.spawn(argv, { cwd, stdio: ["inherit", "inherit", "inherit"] }),
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
}

const exitCode = await Promise.race(children.map((child) => child.exited));
for (const child of children) child.kill("SIGTERM");
await Promise.all(children.map((child) => child.exited));
process.exit(exitCode);
