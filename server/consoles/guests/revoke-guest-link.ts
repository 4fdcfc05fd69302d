import type { VerbContext } from "../../api/context";
import { actorOf } from "../../audit/actor-of";
import { AppError } from "../../problem";
import { machineObject } from "../machine-object";
import type { RevokeGuestLinkInput } from "../schema";

/** Ends a link and every console it has opened. */
export async function revokeGuestLink(
  ctx: VerbContext,
  { machine, linkId }: RevokeGuestLinkInput,
): Promise<void> {
  const { runtime } = ctx;
  const object = machineObject(runtime.fleet, machine.uuid);
  await runtime.writer.transaction(async (tx) => {
    const where = { id: linkId, machineUuid: machine.uuid, revokedAt: null };
    const { count } = await tx.guestLink.updateMany({ where, data: { revokedAt: new Date() } });
    if (count === 0) throw new AppError({ code: "notFound" });
    await runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "guestLink.revoke",
      objects: [object, { kind: "guestLink", id: linkId, name: object.name }],
      decision: "allowed",
    });
  });
  runtime.consoles.live.endGuestsOf(linkId);
}
