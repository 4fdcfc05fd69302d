import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { LabError } from "./errors";

export type Argv = readonly [program: string, ...args: string[]];

export interface RunOptions {
  readonly input?: string | Buffer;
  readonly timeoutMs?: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Daemons keep their standard output open for ever: theirs goes to a file instead of a pipe. */
  readonly outputFile?: string;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const outputLimitBytes = 16 * 1024 * 1024;

/** Runs a program to its end, whatever its exit code. Only a missing program and the deadline throw. */
export function attempt(argv: Argv, options: RunOptions = {}): Promise<RunResult> {
  const [program, ...args] = argv;
  const timeoutMs = options.timeoutMs ?? 60_000;
  const file = options.outputFile === undefined ? undefined : openSync(options.outputFile, "a");
  // A session of its own: the deadline must end what the program started as well, and a Ctrl-C at
  // the lab's terminal must not end the daemons inside the hosts.
  const child = spawn(program, args, {
    detached: true,
    stdio: ["pipe", file ?? "pipe", file ?? "pipe"],
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  if (file !== undefined) closeSync(file);
  return new Promise((resolve, reject) => {
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (child.pid !== undefined) killGroup(child.pid);
    }, timeoutMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(new LabError("command-failed", `${program}: ${error.message}`));
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      if (late) {
        const text = `${shown(argv)}: no end after ${timeoutMs} ms ${stderr()}`;
        reject(new LabError("timed-out", text.trim()));
      } else if (code === null) {
        reject(new LabError("command-failed", `${shown(argv)}: ended by ${signal}`));
      } else {
        resolve({ code, stdout: stdout(), stderr: stderr() });
      }
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(options.input ?? "");
  });
}

/** Runs a program and gives its standard output; a non-zero exit is an error with its last words. */
export async function run(argv: Argv, options: RunOptions = {}): Promise<string> {
  const result = await attempt(argv, options);
  if (result.code !== 0) {
    const words = (result.stderr.trim() || result.stdout.trim()).slice(-2000);
    throw new LabError("command-failed", `${shown(argv)}: exit ${result.code}: ${words}`);
  }
  return result.stdout;
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= outputLimitBytes) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Already gone: the close event is on its way.
  }
}

function shown(argv: Argv): string {
  const text = argv.join(" ");
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
