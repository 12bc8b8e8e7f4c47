import { limits } from "@parley/protocol/limits";
import type { Settings } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { SwitchRow } from "../../ui/switch-row.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { SaveForm } from "./save-form.tsx";

type Privacy = NonNullable<Settings["privacy"]>;
type ContactRules = NonNullable<Settings["contact"]>;
type Rule = ContactRules["strangers"];

/** Who sees what, and who may reach the user: acts at once, on every device. */
export function PrivacyPage(): JSX.Element {
  const app = useApp();
  return (
    <>
      <Show when={app.settings()?.contact}>{(rules) => <ContactSettings rules={rules()} />}</Show>
      <Show when={app.settings()?.privacy}>{(privacy) => <PrivacySettings privacy={privacy()} />}</Show>
    </>
  );
}

function createSave() {
  const app = useApp();
  return async (section: "privacy" | "contact", value: Privacy | ContactRules) => {
    try {
      await app.client.settings.set({ section, value });
    } catch (error) {
      showToast(errorText(error));
    }
  };
}

function PrivacySettings(props: { privacy: Privacy }): JSX.Element {
  const save = createSave();
  const words = () => settingsText().privacy;
  const change = (changed: Partial<Privacy>) => void save("privacy", { ...props.privacy, ...changed });
  const choices = () =>
    (["everyone", "contacts", "nobody"] as const).map((value) => ({ value, label: words()[value] }));
  return (
    <>
      <section>
        <h2 class="settings-heading">{words().who}</h2>
        <div class="settings-card">
          <Segmented
            label={words().lastSeen}
            value={props.privacy.lastSeen}
            options={choices()}
            onChange={(lastSeen) => change({ lastSeen })}
          />
          <Segmented
            label={words().email}
            value={props.privacy.email}
            options={choices()}
            onChange={(email) => change({ email })}
          />
          <Segmented
            label={words().phone}
            value={props.privacy.phone}
            options={choices()}
            onChange={(phone) => change({ phone })}
          />
        </div>
      </section>
      <section class="settings-card">
        <SwitchRow
          label={words().readReceipts}
          hint={words().readReceiptsHint}
          isOn={props.privacy.readReceipts !== false}
          onChange={(readReceipts) => change({ readReceipts })}
        />
        <SwitchRow
          label={words().findByEmail}
          hint={words().findByEmailHint}
          isOn={props.privacy.findByEmail}
          onChange={(findByEmail) => change({ findByEmail })}
        />
        <SwitchRow
          label={words().findByPhone}
          hint={words().findByPhoneHint}
          isOn={props.privacy.findByPhone}
          onChange={(findByPhone) => change({ findByPhone })}
        />
      </section>
    </>
  );
}

function ContactSettings(props: { rules: ContactRules }): JSX.Element {
  const save = createSave();
  const words = () => settingsText().privacy;
  const [isAsking, setAsking] = createSignal(false);
  const change = (changed: Partial<ContactRules>) => void save("contact", { ...props.rules, ...changed });
  const choose = (addBy: ContactRules["addBy"]) => {
    // A question is set together with its answer.
    const needsQuestion = addBy === "question" && props.rules.question === undefined;
    setAsking(addBy === "question");
    if (!needsQuestion) change({ addBy });
  };
  const isQuestion = () => isAsking() || props.rules.addBy === "question";
  return (
    <>
      <section class="settings-card">
        <SelectField
          label={words().addBy}
          value={isAsking() ? "question" : props.rules.addBy}
          options={(["approval", "anyone", "question", "nobody"] as const).map((value) => ({
            value,
            label: words().add[value],
          }))}
          onChange={choose}
        />
        <Show when={isQuestion()}>
          <QuestionForm rules={props.rules} onSaved={() => setAsking(false)} />
        </Show>
      </section>
      <RuleCard
        title={words().strangers}
        rule={props.rules.strangers}
        onChange={(strangers) => change({ strangers })}
      />
      <RuleCard title={words().guests} rule={props.rules.guests} onChange={(guests) => change({ guests })} />
    </>
  );
}

function QuestionForm(props: { rules: ContactRules; onSaved: () => void }): JSX.Element {
  const app = useApp();
  const words = () => settingsText().privacy;
  const [question, setQuestion] = createSignal(props.rules.question ?? "");
  const [answer, setAnswer] = createSignal(props.rules.answer ?? "");
  const store = async () => {
    const asked = { question: question().trim(), answer: answer().trim() };
    await app.client.settings.set({
      section: "contact",
      value: { ...props.rules, addBy: "question", ...asked },
    });
    props.onSaved();
  };
  return (
    <SaveForm save={store}>
      <TextField
        label={words().question}
        value={question()}
        onInput={setQuestion}
        maxLength={limits.contactQuestionCharsMax}
      />
      <TextField
        label={words().answer}
        value={answer()}
        onInput={setAnswer}
        maxLength={limits.contactAnswerCharsMax}
      />
    </SaveForm>
  );
}

function RuleCard(props: { title: string; rule: Rule; onChange: (rule: Rule) => void }): JSX.Element {
  const words = () => settingsText().privacy;
  return (
    <section class="settings-card">
      <Segmented
        label={props.title}
        value={props.rule.messages}
        options={(["none", "one", "unlimited"] as const).map((value) => ({
          value,
          label: words().messages[value],
        }))}
        onChange={(messages) => props.onChange({ ...props.rule, messages })}
      />
      <Show when={props.rule.messages !== "none"}>
        <SwitchRow
          label={words().needsFollow}
          isOn={props.rule.needsFollow}
          onChange={(needsFollow) => props.onChange({ ...props.rule, needsFollow })}
        />
      </Show>
    </section>
  );
}
