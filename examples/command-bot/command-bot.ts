/** Rolls dice when it is asked to: `PARLEY_URL=http://127.0.0.1:3000 BOT_API_KEY=pk_... npx bun examples/command-bot/command-bot.ts`. */
import { createBot } from "@parley/sdk";

const bot = createBot({
  url: process.env.PARLEY_URL ?? "http://127.0.0.1:3000",
  apiKey: process.env.BOT_API_KEY ?? "",
})
  .command("roll", (message, reply) => reply(rolled(Number(message.command?.args || 6))), "Rolls a die.")
  .command("echo", (message, reply) => reply(message.command?.args || "…"), "Says it again.")
  .onMessage((message, reply) => (message.text === "help" ? reply("Try /roll 20 or /echo hello.") : null));

function rolled(sides: number): string {
  if (!Number.isInteger(sides) || sides < 1 || sides > 1_000) return "A die has 1 to 1000 sides.";
  return `${1 + Math.floor(Math.random() * sides)} of ${sides}`;
}

await bot.ready;
console.log(`command bot is online as ${bot.client.state.session.get()?.user.username}`);
