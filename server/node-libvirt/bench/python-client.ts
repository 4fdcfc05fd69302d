import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Sample {
  wallMs: number;
  cpuMs: number;
}

export interface PythonClient {
  run(task: string): Promise<Sample>;
  stop(): void;
}

/** python3-libvirt in a process of its own; Debian's interpreter, for that has the module. */
export async function startPythonClient(uri: string, calls: number): Promise<PythonClient> {
  const script = fileURLToPath(new URL("python_client.py", import.meta.url));
  const child = spawn("/usr/bin/python3", [script, uri, String(calls)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("python3-libvirt ended early: is python3-libvirt installed?");
    return value;
  };
  await line();
  return {
    async run(task) {
      child.stdin.write(`${task}\n`);
      const sample: unknown = JSON.parse(await line());
      if (!isSample(sample)) throw new Error("not a sample");
      return sample;
    },
    stop: () => child.stdin.end(),
  };
}

function isSample(value: unknown): value is Sample {
  return typeof value === "object" && value !== null && "wallMs" in value && "cpuMs" in value;
}
