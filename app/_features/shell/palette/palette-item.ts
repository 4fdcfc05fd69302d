import type { ReactNode } from "react";

export type PaletteGroup =
  | "subject"
  | "go"
  | "machines"
  | "hosts"
  | "verbs"
  | "create"
  | "look"
  | "help";

/** One line of the palette. */
export interface PaletteItem {
  id: string;
  group: PaletteGroup;
  /** What is searched and shown. */
  label: string;
  hint?: string | undefined;
  icon: ReactNode;
  aliases?: readonly string[] | undefined;
  shortcut?: string | undefined;
  /** Why it cannot be chosen now. */
  reason?: string | undefined;
  /** Leads to another layer (a further list, a sheet) instead of closing this one. */
  stays?: boolean;
  run: () => void;
}

/** A list inside the palette that asks for an object: "Start → which machine?" */
export interface PalettePage {
  title: string;
  items: (query: string) => PaletteItem[];
}
