/**
 * A box on any web page, in which visitors write to one person without an account:
 *
 *     <div id="guest-widget" data-url="https://chat.example.org" data-user-id="10001"></div>
 *     <script type="module" src="guest-widget.js"></script>
 *
 * Made by `npx bun build examples/guest-widget/guest-widget.ts --target browser --outfile guest-widget.js`. The address of
 * the page must be among the server's `allowedOrigins`. Who comes again is the same guest, and sees what was said.
 */
import { previewOf } from "@parley/protocol/preview";
import { createClient, type TimelineMessage } from "@parley/sdk";

const place = document.getElementById("guest-widget");
if (place !== null) openWidget(place).catch((failure: unknown) => place.append(String(failure)));

async function openWidget(box: HTMLElement): Promise<void> {
  const { url = "", userId } = box.dataset;
  const client = createClient({ url, device: { platform: "web", name: document.title } });
  const [hint, list, form, field] = [make("p"), make("ol"), make("form"), make("input")];
  hint.setAttribute("role", "status");
  field.setAttribute("aria-label", "Message");
  // Until the conversation is open there is nowhere to send to, and a form without a listener would leave the page.
  field.disabled = true;
  box.append(hint, list, form);
  form.append(field);
  client.on("guest.hint", ({ text }) => {
    hint.textContent = text;
  });

  await client.ready;
  // The secret of the first visit is kept in the browser: only its first time is a visitor somebody new.
  if (client.state.session.get() === null) await client.guest.create({ language: navigator.language });
  const { conversation } = await client.conversations.openDirect({ userId: Number(userId) });
  const timeline = client.timeline(conversation.id);
  timeline.view.subscribe(({ messages }) => list.replaceChildren(...messages.map(lineOf)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text !== "") client.outbox.send(conversation.id, { type: "text", text });
    field.value = "";
  });
  field.disabled = false;
}

/** Whatever somebody writes is text, never a part of the page. */
function lineOf({ content, isMine, state }: TimelineMessage): HTMLLIElement {
  const line = make("li");
  line.textContent = content?.type === "text" ? content.text : previewOf(content, navigator.language);
  line.className = `${isMine ? "mine" : "theirs"} ${state}`;
  return line;
}

function make<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] {
  return document.createElement(name);
}
