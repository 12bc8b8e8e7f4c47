/** Answers every message with its own text: `PARLEY_URL=http://127.0.0.1:3000 npx bun examples/echo-bot/echo-bot.ts`. */
import { createBot } from "@parley/sdk";

const bot = createBot({
  url: process.env.PARLEY_URL ?? "http://127.0.0.1:3000",
  username: process.env.BOT_USERNAME ?? "echo_bot",
  password: process.env.BOT_PASSWORD ?? "echo-bot-password",
  registers: true,
}).onMessage(async (message, reply) => {
  await reply(message.text);
});

await bot.ready;
console.log(`echo bot is online as ${bot.client.state.session.get()?.user.username}`);
