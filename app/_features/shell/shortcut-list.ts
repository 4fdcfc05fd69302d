interface Shortcut {
  id:
    | "palette"
    | "tasks"
    | "rail"
    | "help"
    | "goMachines"
    | "goHosts"
    | "goConsoles"
    | "goMigrations"
    | "goActivity"
    | "goSettings"
    | "filter"
    | "move"
    | "open"
    | "peek"
    | "select"
    | "selectMore"
    | "selectAll"
    | "menu"
    | "power"
    | "reboot"
    | "console"
    | "migrate"
    | "copyIp"
    | "leave";
  /** Alternatives; within one, keys are pressed together or one after the other. */
  keys: readonly string[];
}

/** What the sheet shows; `Mod` is Ctrl or ⌘. */
export const shortcutGroups = [
  {
    id: "everywhere",
    shortcuts: [
      { id: "palette", keys: ["Mod K"] },
      { id: "tasks", keys: ["Mod J"] },
      { id: "rail", keys: ["Mod B"] },
      { id: "help", keys: ["?"] },
      { id: "goMachines", keys: ["g v"] },
      { id: "goHosts", keys: ["g h"] },
      { id: "goConsoles", keys: ["g c"] },
      { id: "goMigrations", keys: ["g m"] },
      { id: "goActivity", keys: ["g a"] },
      { id: "goSettings", keys: ["g e"] },
    ],
  },
  {
    id: "list",
    shortcuts: [
      { id: "filter", keys: ["/"] },
      { id: "move", keys: ["j", "k", "↓", "↑"] },
      { id: "open", keys: ["Enter"] },
      { id: "peek", keys: ["Space"] },
      { id: "select", keys: ["x"] },
      { id: "selectMore", keys: ["Shift ↓", "Shift ↑"] },
      { id: "selectAll", keys: ["Mod A"] },
      { id: "leave", keys: ["Esc"] },
    ],
  },
  {
    id: "machine",
    shortcuts: [
      { id: "menu", keys: [".", "Shift F10"] },
      { id: "power", keys: ["s"] },
      { id: "reboot", keys: ["r"] },
      { id: "console", keys: ["t"] },
      { id: "migrate", keys: ["m"] },
      { id: "copyIp", keys: ["y"] },
    ],
  },
] as const satisfies readonly { id: string; shortcuts: readonly Shortcut[] }[];
