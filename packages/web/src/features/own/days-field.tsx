import type { JSX } from "solid-js";
import { ownText } from "../../i18n/own/own-text.ts";
import { now } from "../../platform/clock.ts";
import { SelectField } from "../../ui/select-field.tsx";

const dayMs = 86_400_000;

export interface DaysFieldProps {
  label: string;
  days: number;
  /** 0: never. */
  choices: readonly number[];
  onChange: (days: number) => void;
}

/** How long something holds. */
export function DaysField(props: DaysFieldProps): JSX.Element {
  return (
    <SelectField
      label={props.label}
      value={String(props.days)}
      options={props.choices.map((days) => ({
        value: String(days),
        label: days === 0 ? ownText().never : ownText().days(days),
      }))}
      onChange={(days) => props.onChange(Number(days))}
    />
  );
}

/** As a call takes it: nothing where it has no end. */
export function expiryOf(days: number): { expiresAt?: number } {
  return days === 0 ? {} : { expiresAt: now() + days * dayMs };
}
