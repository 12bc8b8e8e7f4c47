import type { JSX } from "solid-js";
import { Icon } from "./icon.tsx";

export interface SearchFieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  maxLength?: number;
  isFocused?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
  /** Makes it the text field of a list of options that keeps the focus while arrows walk the list. */
  listboxId?: string;
  activeOptionId?: string | undefined;
}

export function SearchField(props: SearchFieldProps): JSX.Element {
  const comboboxProps = (): JSX.InputHTMLAttributes<HTMLInputElement> =>
    props.listboxId === undefined
      ? {}
      : {
          role: "combobox",
          "aria-expanded": true,
          "aria-controls": props.listboxId,
          "aria-activedescendant": props.activeOptionId,
        };
  return (
    <label class="search-field">
      <Icon name="search" size={18} />
      <span class="visually-hidden">{props.label}</span>
      <input
        type="text"
        enterkeyhint="search"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder={props.label}
        maxLength={props.maxLength}
        value={props.value}
        autofocus={props.isFocused}
        {...comboboxProps()}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={(event) => props.onKeyDown?.(event)}
      />
    </label>
  );
}
