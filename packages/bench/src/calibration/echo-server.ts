/** C0c: a bare Bun.serve that sends back what it gets, nothing else. */
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: (request, self) => (self.upgrade(request) ? undefined : new Response(null, { status: 400 })),
  websocket: {
    message(ws, text) {
      ws.send(text);
    },
  },
});
console.log(JSON.stringify({ port: server.port }));

export {};
