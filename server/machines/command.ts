import type { MachineAction } from "./schema";

/** Equivalent shell commands, for reading and copying; this server never runs a shell. */

const PLAIN_WORD = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One word of a POSIX shell. A leading dash is left alone: options end before names with `--`. */
export function shellWord(text: string): string {
  if (PLAIN_WORD.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

export const shellCommand = (words: readonly string[]): string => words.map(shellWord).join(" ");

const subcommand: Record<MachineAction, readonly string[]> = {
  start: ["start"],
  shutdown: ["shutdown", "--mode", "acpi"],
  reboot: ["reboot"],
  reset: ["reset"],
  forceOff: ["destroy"],
  pause: ["suspend"],
  resume: ["resume"],
};

/** Machines are named by UUID when their name could be taken for an id, a UUID or an option. */
export function machineWord(machine: { name: string; uuid: string }): string {
  return /^\d+$|^-|^[0-9a-f-]{32,36}$/i.test(machine.name) ? machine.uuid : machine.name;
}

export function powerCommand(
  action: MachineAction,
  machine: { uri: string; name: string; uuid: string },
): string {
  return shellCommand(["virsh", "-c", machine.uri, ...subcommand[action], machineWord(machine)]);
}
