import { ulid } from "ulid";
import type { Context } from "../../api/context";
import { AppError } from "../../problem";
import { consoleRight } from "../console-rights";
import { findDisplay } from "../find-display";
import { machineObject } from "../machine-object";
import { readRunning } from "../open";
import type { EnterAsGuestInput } from "../schema";
import type { TicketGrant } from "../tickets";
import type { GuestConsole } from "../types";
import type { StandingLink } from "./guest-links";

/**
 * A ticket for whoever has a guest link's secret. A link that never was, has run out, was revoked or
 * whose maker may not control the machine any more is one and the same answer.
 */
export async function enterAsGuest(
  { runtime, sourceIp }: Context,
  { secret }: EnterAsGuestInput,
): Promise<GuestConsole> {
  const keys = [`guest:${sourceIp}`];
  runtime.access.throttle.check(keys);
  const link = await runtime.consoles.guests.bySecret(secret);
  const grant = link && grantOf(link);
  if (!grant || consoleRight(runtime.rights, grant) === "none") {
    runtime.access.throttle.fail(keys);
    throw new AppError({ code: "guestLinkOver" });
  }
  const hostId = await hostOfDisplay(runtime, link.machineUuid);
  const actor = { id: `guest:${link.id}`, name: link.makerName, sessionId: null, sourceIp };
  await runtime.writer.transaction(async (tx) => {
    const used = { lastUsedAt: new Date(), uses: { increment: 1 } };
    await tx.guestLink.update({ where: { id: link.id }, data: used });
    await runtime.audit.append(tx, {
      actor,
      action: "guestLink.use",
      objects: [
        machineObject(runtime.fleet, link.machineUuid),
        { kind: "guestLink", id: link.id, name: link.machineName },
      ],
      decision: "allowed",
    });
  });
  return {
    machineName: link.machineName,
    makerName: link.makerName,
    untilMs: link.expiresAt.getTime(),
    ticket: runtime.consoles.tickets.issue({ ...grant, hostId }),
  };
}

function grantOf(link: StandingLink): TicketGrant {
  return {
    holder: {
      kind: "guest",
      linkId: link.id,
      name: link.makerName,
      makerId: link.makerId,
      expiresAtMs: link.expiresAt.getTime(),
    },
    seatId: ulid(),
    hostId: "",
    uuid: link.machineUuid,
    kind: "vnc",
    mode: "view",
    port: null,
    takeOver: false,
  };
}

/** Where the machine runs now, with a display; throws the reason why there is none. */
async function hostOfDisplay(runtime: Context["runtime"], uuid: string): Promise<string> {
  const rows = runtime.fleet.machinesByUuid(uuid);
  const row = rows.find(({ state }) => state === "running" || state === "paused") ?? rows[0];
  if (!row) throw new AppError({ code: "machineGone" });
  const found = findDisplay(await readRunning(runtime.fleet.session(row.hostId), uuid));
  if ("problem" in found) throw new AppError(found.problem);
  return row.hostId;
}
