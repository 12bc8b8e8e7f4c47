/** Pages on this machine, and what of them was asked for. */
export class PageServer {
  /** Paths with their queries, in the order in which they were asked for. */
  readonly asked: string[] = [];
  readonly #pages = new Map<string, () => Response | Promise<Response>>();
  readonly #server: ReturnType<typeof Bun.serve>;

  constructor() {
    this.#server = Bun.serve({
      ...{ hostname: "127.0.0.1", port: 0 },
      fetch: async (request) => {
        const { pathname, search } = new URL(request.url);
        this.asked.push(`${pathname}${search}`);
        return (await this.#pages.get(pathname)?.()) ?? new Response("", { status: 404 });
      },
    });
  }

  get port(): number {
    return Number(this.#server.port);
  }

  url(path: string, host = "127.0.0.1"): string {
    return `http://${host}:${this.port}${path}`;
  }

  answer(path: string, answer: () => Response | Promise<Response>): void {
    this.#pages.set(path, answer);
  }

  /** Puts a page there, and answers its address. */
  page(path: string, title: string, more = ""): string {
    const html = `<!doctype html><html><head><title>${title}</title>${more}</head><body>text</body></html>`;
    const headers = { "content-type": "text/html; charset=utf-8" };
    this.answer(path, () => new Response(html, { headers }));
    return this.url(path);
  }

  async stop(): Promise<void> {
    await this.#server.stop(true);
  }
}
