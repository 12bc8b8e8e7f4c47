import { limits } from "@parley/protocol/limits";
import type { ResultOf } from "@parley/sdk";
import { createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { ownText } from "../../i18n/own/own-text.ts";
import { confirm } from "../../ui/confirm.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { SwitchRow } from "../../ui/switch-row.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { CancelButton } from "../settings/fact.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import { createAskedList } from "./asked-list.ts";
import { AskedNone } from "./asked-none.tsx";

type AutoAnswer = ResultOf<"autoAnswer.list">["autoAnswers"][number];

/** What strangers and guests are answered by itself; other devices' changes are told by events. */
export function AutomaticPage(): JSX.Element {
  const app = useApp();
  const words = () => ownText().automatic;
  const answers = createAskedList(async () => (await app.client.autoAnswers.list({})).autoAnswers);
  const [edited, setEdited] = createSignal<AutoAnswer | "new" | null>(null);
  onCleanup(app.client.on("autoAnswer.changed", () => void answers.load()));
  const remove = async ({ id }: AutoAnswer) => {
    const question = {
      title: words().removeQuestion,
      explanation: words().removeExplain,
      action: words().remove,
    };
    if (await confirm(question)) await answers.change(app.client.autoAnswers.delete({ autoAnswerId: id }));
  };
  return (
    <>
      <p class="settings-note">{words().hint}</p>
      <section class="settings-card" aria-busy={!answers.isLoaded()}>
        <For each={answers.items()} fallback={<AskedNone list={answers} words={words().none} />}>
          {(one) => (
            <div class="own-answer">
              <SwitchRow
                label={one.question}
                hint={one.answer}
                isOn={one.isEnabled}
                onChange={(isEnabled) =>
                  void answers.change(app.client.autoAnswers.update({ autoAnswerId: one.id, isEnabled }))
                }
              />
              <IconButton icon="edit" label={words().change} onClick={() => setEdited(one)} />
              <IconButton icon="trash" label={words().remove} onClick={() => void remove(one)} />
            </div>
          )}
        </For>
      </section>
      <section class="settings-card">
        <Show
          when={edited()}
          keyed
          fallback={
            <button type="button" class="button" onClick={() => setEdited("new")}>
              {words().add}
            </button>
          }
        >
          {(known) => (
            <AnswerForm
              known={known === "new" ? null : known}
              onClose={() => {
                setEdited(null);
                void answers.load();
              }}
            />
          )}
        </Show>
      </section>
    </>
  );
}

function AnswerForm(props: { known: AutoAnswer | null; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => ownText().automatic;
  const { known } = props;
  const [question, setQuestion] = createSignal(known?.question ?? "");
  const [answer, setAnswer] = createSignal(known?.answer ?? "");
  const save = async () => {
    const said = { question: question().trim(), answer: answer().trim() };
    const { autoAnswers } = app.client;
    await (known === null
      ? autoAnswers.create(said)
      : autoAnswers.update({ autoAnswerId: known.id, ...said }));
    props.onClose();
  };
  return (
    <SaveForm save={save} end={<CancelButton onClick={() => props.onClose()} />}>
      <TextField
        label={words().question}
        value={question()}
        onInput={setQuestion}
        maxLength={limits.autoQuestionCharsMax}
        isFocused
      />
      <TextArea
        label={words().answer}
        value={answer()}
        onInput={setAnswer}
        maxLength={limits.autoAnswerCharsMax}
      />
    </SaveForm>
  );
}
