import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { LabError } from "./errors";

export function askLine(question: string): Promise<string> {
  return ask(question, process.stderr);
}

/** What is typed is not shown. */
export async function askSecret(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  process.stderr.write(question);
  try {
    return await ask("", nowhere);
  } finally {
    process.stderr.write("\n");
  }
}

function ask(question: string, output: NodeJS.WritableStream): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new LabError("usage", "without a terminal: give --user and set FLOTILLA_PASSWORD");
  }
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  return new Promise<string>((resolve, reject) => {
    lines.once("SIGINT", () => reject(new LabError("usage", "interrupted")));
    lines.once("close", () => reject(new LabError("usage", "nothing was typed")));
    lines.question(question, resolve);
  }).finally(() => lines.close());
}
