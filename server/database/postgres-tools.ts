import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../problem";

const DEBIAN = "/usr/lib/postgresql";
const WORDS_MAX_CHARS = 2_000;

/** The newest of Debian's, which reads every older server; otherwise what the PATH has. */
function programOf(name: "pg_dump" | "pg_restore"): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  return (
    versions
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(DEBIAN, version, "bin", name))
      .find((path) => existsSync(path)) ?? name
  );
}

/** The password goes by the environment: command lines are everybody's to read. */
function connectionOf(url: string): { database: string; env: NodeJS.ProcessEnv } {
  const target = new URL(url);
  const password = decodeURIComponent(target.password);
  target.password = "";
  return { database: target.href, env: { ...process.env, PGPASSWORD: password } };
}

export async function runPostgresTool(
  name: "pg_dump" | "pg_restore",
  databaseUrl: string,
  args: readonly string[],
): Promise<void> {
  const { database, env } = connectionOf(databaseUrl);
  const child = spawn(programOf(name), [`--dbname=${database}`, ...args], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-WORDS_MAX_CHARS);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", (cause) => reject(missing(name, cause)));
    child.once("close", resolve);
  });
  if (code !== 0)
    throw new AppError({ code: "databaseToolFailed", params: { tool: name }, detail: words });
}

const missing = (tool: string, cause: Error): AppError =>
  new AppError({ code: "databaseToolMissing", params: { tool } }, { cause });
