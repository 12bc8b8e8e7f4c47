import "../../styles/features/picture.css";
import { createSignal, type JSX, Show } from "solid-js";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { Avatar, type AvatarProps } from "../../ui/avatar.tsx";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { CropDialog } from "./crop-dialog.tsx";
import { pickFiles } from "./pick-files.ts";

export interface PictureFieldProps {
  /** Who is shown, and by what while there is no picture of their own. */
  avatar: AvatarProps;
  /** Whether there is one to take away. */
  hasOwn: boolean;
  hint?: string;
  /** Null takes it away. */
  save: (address: string | null) => Promise<unknown>;
}

const accepted = "image/jpeg,image/png,image/webp,image/gif";

/** The picture of a person or a group, and what is done about it. Saved at once: it is no part of the form below. */
export function PictureField(props: PictureFieldProps): JSX.Element {
  const words = () => settingsText().picture;
  const [file, setFile] = createSignal<File | null>(null);
  const choose = async () => {
    const [chosen] = await pickFiles(accepted);
    if (chosen !== undefined) setFile(chosen);
  };
  const save = async (address: string | null) => {
    await props.save(address);
    showToast(settingsText().saved);
  };
  const remove = async () => {
    try {
      await save(null);
    } catch (error) {
      showToast(errorText(error));
    }
  };
  return (
    <div class="picture-field">
      <Avatar {...props.avatar} size="huge" />
      <div class="picture-field-side">
        <div class="picture-field-buttons">
          <button type="button" class="button" onClick={() => void choose()}>
            {props.hasOwn ? words().change : words().choose}
          </button>
          <Show when={props.hasOwn}>
            <button type="button" class="button" onClick={() => void remove()}>
              {words().remove}
            </button>
          </Show>
        </div>
        <Show when={props.hint}>
          <p class="settings-note">{props.hint}</p>
        </Show>
      </div>
      <Show when={file()} keyed>
        {(chosen) => <CropDialog file={chosen} save={save} onClose={() => setFile(null)} />}
      </Show>
    </div>
  );
}
