/** Line icons of 24 units, drawn with the colour of the text around them. Decorative: the control has the name. */
import type { JSX } from "solid-js";

const paths = {
  back: "M15 5l-7 7 7 7",
  check: "M5 12.5l4.5 4.5L19 7.5",
  "check-double": "M1.5 12.8l4.2 4.2L14.5 8M10.8 15.8L12 17l9.5-9.5",
  clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.5V12l3 2",
  close: "M6 6l12 12M18 6L6 18",
  conversations:
    "M5 4.5h14a1.5 1.5 0 011.5 1.5v9a1.5 1.5 0 01-1.5 1.5h-8L6.5 20v-3.5H5A1.5 1.5 0 013.5 15V6A1.5 1.5 0 015 4.5zM8 9h8M8 12.5h5",
  copy: "M9 9h10a1 1 0 011 1v10a1 1 0 01-1 1H9a1 1 0 01-1-1V10a1 1 0 011-1zM4 15V4a1 1 0 011-1h10",
  down: "M6 9.5l6 6 6-6",
  edit: "M4 20h4L19.5 8.5a2.1 2.1 0 00-3-3L5 17l-1 3zM14.5 7.5l3 3",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 100 6 3 3 0 000-6z",
  "eye-off":
    "M4 4l16 16M9.9 5.8A9 9 0 0112 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 01-2.6 3.3M6.2 7.3A16 16 0 002.5 12S6 18.5 12 18.5a9 9 0 003.6-.8M9.9 9.9a3 3 0 004.2 4.2",
  failed: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.5v5.5M12 16.2v.3",
  group:
    "M9 5a3.5 3.5 0 100 7 3.5 3.5 0 000-7zM2.5 20c.4-3.6 3-5.5 6.5-5.5s6.1 1.9 6.5 5.5M16 5.3a3.5 3.5 0 010 6.4M18.5 15c1.7.8 2.8 2.5 3 5",
  info: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.5M12 7.5v.3",
  keyboard:
    "M4 6h16a1 1 0 011 1v10a1 1 0 01-1 1H4a1 1 0 01-1-1V7a1 1 0 011-1zM7 10h.01M11 10h.01M15 10h.01M17.5 10h.01M7 14h10",
  leave: "M14 4H6a1 1 0 00-1 1v14a1 1 0 001 1h8M11 12h10M17.5 8.5L21 12l-3.5 3.5",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  "new-chat": "M12 20H5a1 1 0 01-1-1v-7a8 8 0 018-8M12 20c4.4 0 8-3.3 8-7.5M17.5 3v7M14 6.5h7",
  person: "M12 4a4 4 0 100 8 4 4 0 000-8zM4.5 20.5c.5-4 3.4-6 7.5-6s7 2 7.5 6",
  recall: "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 010 11H9",
  retry: "M20 5v5h-5M19.5 10A8 8 0 104 14",
  search: "M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l4.5 4.5",
  send: "M4.5 12L3.5 4.5 21 12 3.5 19.5l1-7.5zM4.5 12H12",
  settings:
    "M4 7h9M19 7h1M16 4.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM4 17h1M11 17h9M8 14.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
  trash: "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7",
} as const;

export type IconName = keyof typeof paths;

export function Icon(props: { name: IconName; size?: number }): JSX.Element {
  return (
    <svg
      class="icon"
      classList={{ "icon-dots": props.name === "more" }}
      viewBox="0 0 24 24"
      width={props.size ?? 20}
      height={props.size ?? 20}
      aria-hidden="true"
    >
      <path d={paths[props.name]} />
    </svg>
  );
}
