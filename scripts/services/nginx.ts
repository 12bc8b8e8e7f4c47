/**
 * A reverse proxy for the tests that stand behind one: the machine's nginx, or Debian's package, with a configuration,
 * a folder and a port of its own. It has nothing to do with any nginx the machine runs for itself.
 */
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireProgram } from "./debian-packages.ts";

export interface Gateway {
  readonly port: number;
  stop(): Promise<void>;
}

const startMs = 10_000;

function requireNginx(): Promise<string> {
  return requireProgram({
    title: "nginx",
    debianPackage: "nginx-light",
    find: () => Bun.which("nginx") ?? Bun.which("/usr/sbin/nginx"),
  });
}

/** Routes by `locations`, lines of an nginx `server` block, until it is stopped. */
export async function startGateway(port: number, locations: string): Promise<Gateway> {
  const program = await requireNginx();
  const folder = await mkdtemp(join(tmpdir(), "parley-nginx-"));
  await chmod(folder, 0o755);
  for (const name of ["body", "proxy", "fastcgi", "uwsgi", "scgi"]) await mkdir(join(folder, name));
  await writeFile(join(folder, "nginx.conf"), configuration(folder, port, locations));
  const child = Bun.spawn(
    [program, "-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")],
    {
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  await listening(port, child.exited);
  return {
    port,
    async stop() {
      child.kill("SIGQUIT");
      await Promise.race([child.exited, Bun.sleep(2_000)]);
      child.kill("SIGTERM");
      await child.exited;
      await rm(folder, { recursive: true });
    },
  };
}

function configuration(folder: string, port: number, locations: string): string {
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    ${locations}
  }
}
`;
}

async function listening(port: number, exited: Promise<number>): Promise<void> {
  const end = performance.now() + startMs;
  const hasEnded = exited.then((code) => {
    throw new Error(`nginx ended with ${code}`);
  });
  hasEnded.catch(() => undefined);
  while (performance.now() < end) {
    const isUp = fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (await Promise.race([isUp, hasEnded])) return;
    await Bun.sleep(50);
  }
  throw new Error("nginx does not answer");
}
