import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import type { VerbContext } from "../../api/context";
import { readEnv } from "../../env";
import { makeTestOwner, testOwnerRights } from "../../rights/testing/test-owner";
import { createRuntime } from "../../runtime";
import type { Runtime } from "../../runtime-types";

/** The server's own composition on a directory of its own, without its HTTP side. */
export interface ServerFixture {
  runtime: Runtime;
  /** What a verb gets when a signed-in person calls it. */
  ctx: VerbContext;
  stop(): Promise<void>;
}

export async function startServerFixture(): Promise<ServerFixture> {
  const directory = await mkdtemp(join(tmpdir(), "flotilla-server-"));
  const env = readEnv({ NODE_ENV: "test", FLOTILLA_DATA: directory });
  const log = pino({ level: process.env.LOG_LEVEL ?? "silent" });
  const { runtime, start, stop } = await createRuntime(env, log);
  await makeTestOwner(runtime);
  await start();
  const ctx: VerbContext = {
    runtime,
    person: {
      id: "p1",
      name: "Test",
      preferences: { locale: "en", theme: "system", density: "compact", singleKeys: true },
    },
    rights: testOwnerRights(runtime),
    sessionId: "s1",
    sourceIp: "127.0.0.1",
  };
  return {
    runtime,
    ctx,
    async stop() {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
