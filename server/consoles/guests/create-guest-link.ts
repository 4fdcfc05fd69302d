import { ulid } from "ulid";
import type { VerbContext } from "../../api/context";
import { actorOf } from "../../audit/actor-of";
import { machineObject } from "../machine-object";
import type { CreateGuestLinkInput } from "../schema";
import { createSecret, hashOf } from "./guest-links";

/** A link for one view-only console. The secret is in this answer and nowhere else. */
export async function createGuestLink(
  ctx: VerbContext,
  { machine, minutes }: CreateGuestLinkInput,
): Promise<{ id: string; secret: string; expiresAtMs: number }> {
  const { runtime, rights, person } = ctx;
  const id = ulid();
  const secret = createSecret();
  const expiresAt = new Date(Date.now() + minutes * 60_000);
  const object = machineObject(runtime.fleet, machine.uuid);
  await runtime.writer.transaction(async (tx) => {
    await tx.guestLink.create({
      data: {
        id,
        hash: hashOf(secret),
        machineUuid: machine.uuid,
        machineName: object.name,
        makerId: rights.subjectId,
        makerName: person.name,
        expiresAt,
      },
    });
    await runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "guestLink.create",
      objects: [object, { kind: "guestLink", id, name: object.name }],
      decision: "allowed",
      after: { expiresAt: expiresAt.toISOString() },
    });
  });
  return { id, secret, expiresAtMs: expiresAt.getTime() };
}
