import { z } from "zod";
import type { Db } from "../db/client";
import type { Writer } from "../db/writer";
import type { Env } from "../env";
import type { OperationDefinition } from "../operations/engine-types";
import type { KeyRing } from "../secrets/key-ring";
import { rotateKey } from "../secrets/rotate-key";
import { listBackups } from "./backup-files";

interface Deps {
  env: Env;
  db: Db;
  writer: Writer;
  keys: KeyRing;
}

const Params = z.object({ file: z.string() });
const Rotation = z.object({ from: z.string() });

/** What became of work on our own database when the server ended in the middle of it. */
export function databaseDefinitions({ env, db, writer, keys }: Deps): OperationDefinition[] {
  return [
    {
      kind: "database.backup",
      cancellable: false,
      async reconcile(_run, params) {
        const { file } = Params.parse(params);
        const backup = (await listBackups(env.dataDir)).find(({ name }) => name === file);
        // Only a complete one has its name.
        return backup
          ? { state: "succeeded", evidence: { ...backup, foundAfterwards: true } }
          : { state: "failed", problem: { code: "interrupted" }, evidence: { file: "absent" } };
      },
    },
    {
      kind: "database.rotateKey",
      cancellable: false,
      // Both keys open everything until it is done, and doing the rest is the same work: it is finished.
      async reconcile(_run, params) {
        const rotating = await keys.isRotating();
        const keyId = rotating ? await rotateKey({ db, writer, keys }) : keys.currentId;
        const evidence = { keyId, finishedAfterwards: rotating };
        if (keyId !== Rotation.parse(params).from) return { state: "succeeded", evidence };
        return { state: "failed", problem: { code: "interrupted" }, evidence };
      },
    },
  ];
}
