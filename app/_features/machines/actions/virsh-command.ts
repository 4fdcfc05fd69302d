import type { MachineAction } from "@/server/machines/schema";

const verbs: Record<MachineAction, string> = {
  start: "start",
  shutdown: "shutdown",
  reboot: "reboot",
  reset: "reset",
  forceOff: "destroy",
  pause: "suspend",
  resume: "resume",
};

/** The line that does the same from a shell, one per machine. */
export function virshCommand(
  action: MachineAction,
  machine: { uri: string; name: string },
): string {
  return `virsh -c ${shellQuote(machine.uri)} ${verbs[action]} ${shellQuote(machine.name)}`;
}

/** A word for a POSIX shell: names come from hosts and may hold anything. */
export function shellQuote(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text) && !text.startsWith("-")) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
