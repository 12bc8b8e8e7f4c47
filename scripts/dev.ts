/**
 * `npm run dev`: the server from source, restarted on changes, and Vite with hot reload in front of it. When one ends,
 * so does the other.
 */
import { viteProgram } from "./build-web.ts";
import { repositoryRoot } from "./command.ts";
import { endWithShell } from "./end-with-shell.ts";

endWithShell();

const pagePort = 5173;
const pageAddress = `http://127.0.0.1:${pagePort}`;
const serverUrl = `http://127.0.0.1:${process.env.PARLEY_PORT ?? 3000}`;

const programs = [
  {
    argv: [process.execPath, "--watch", "packages/server/src/main.ts", ...process.argv.slice(2)],
    cwd: repositoryRoot,
    // The page comes from Vite, so its origin is not the server's own.
    env: { PARLEY_ALLOWED_ORIGINS: pageAddress, PARLEY_DIALECTS: "all" },
  },
  {
    argv: [
      process.execPath,
      "--bun",
      viteProgram,
      "--host",
      "127.0.0.1",
      "--port",
      `${pagePort}`,
      "--strictPort",
    ],
    cwd: `${repositoryRoot}/packages/web`,
    env: { PARLEY_URL: serverUrl },
  },
];

const children = programs.map(({ argv, cwd, env }) =>
  Bun.spawn(argv, { cwd, env: { ...env, ...process.env }, stdio: ["inherit", "inherit", "inherit"] }),
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
