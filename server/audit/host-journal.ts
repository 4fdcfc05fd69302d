import type { ExecOptions, ExecResult } from "node-libvirt";
import { visibleText } from "../inventory/visible-text";
import { readWitnessLines, type WitnessLine, witnessTag } from "./checkpoint";

/** Runs a command on a host through its SSH session. */
export type RunOnHost = (
  argv: readonly [string, ...string[]],
  options: ExecOptions,
) => Promise<ExecResult>;

const TIMEOUT_MS = 10_000;
const LINES_MAX = 20_000;
const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;
const OWN_FILE = `"$HOME/.${witnessTag}.log"`;

/**
 * Both scripts are fixed; the line is an argument. `logger` says yes where nobody listens, so a host
 * without a system log keeps the line in a file of its own.
 */
const WRITE = `if [ -S /dev/log ]; then exec logger -t ${witnessTag} -- "$1"; fi; umask 077; printf '%s\\n' "$1" >> ${OWN_FILE}`;

/** One line: a remote argument holds no line end. */
const READ = [
  `journalctl -q -t ${witnessTag} -o cat --no-pager -n ${LINES_MAX} 2>/dev/null`,
  `for file in /var/log/syslog.1 /var/log/syslog /var/log/messages ${OWN_FILE}`,
  `do [ -r "$file" ] && grep -h ${witnessTag} "$file" | tail -n ${LINES_MAX}`,
  "done",
  "exit 0",
].join("; ");

export async function writeToJournal(run: RunOnHost, line: string): Promise<void> {
  const argv = ["/bin/sh", "-c", WRITE, witnessTag, line] as const;
  const { code, stderr } = await run(argv, { timeoutMs: TIMEOUT_MS });
  if (code !== 0) throw new Error(visibleText(stderr, 300) || `logger ended with ${code}`);
}

export async function readJournal(run: RunOnHost): Promise<WitnessLine[]> {
  const options = { timeoutMs: TIMEOUT_MS, maxOutputBytes: OUTPUT_BYTES_MAX };
  const { stdout } = await run(["/bin/sh", "-c", READ], options);
  return readWitnessLines(stdout);
}
