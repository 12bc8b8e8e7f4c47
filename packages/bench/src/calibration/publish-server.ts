/**
 * C0a: a bare Bun.serve that publishes ready-made frames. `/subscribe` takes part; a number sent on `/control` asks for
 * that many frames in one turn of the loop.
 */
const frame = `{"ev":"message.sent","padding":"${"x".repeat(200 - 33)}"}`;
const wanted: number[] = [];
let isScheduled = false;

function publishTurn(): void {
  const count = wanted.shift() ?? 0;
  for (let index = 0; index < count; index++) server.publish("all", frame);
  isScheduled = wanted.length > 0;
  if (isScheduled) setImmediate(publishTurn);
}

const server = Bun.serve<{ isControl: boolean }>({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, self) {
    const isControl = new URL(request.url).pathname === "/control";
    return self.upgrade(request, { data: { isControl } }) ? undefined : new Response(null, { status: 400 });
  },
  websocket: {
    open(ws) {
      if (!ws.data.isControl) ws.subscribe("all");
    },
    message(_, text) {
      wanted.push(Number(text));
      if (isScheduled) return;
      isScheduled = true;
      setImmediate(publishTurn);
    },
  },
});
console.log(JSON.stringify({ port: server.port, frameBytes: frame.length }));

export {};
