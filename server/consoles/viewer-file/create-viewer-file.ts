import { parseUri } from "node-libvirt";
import type { VerbContext } from "../../api/context";
import { actorOf } from "../../audit/actor-of";
import { problemOfHostError } from "../../hosts/problem-of";
import type { MachineInput } from "../../machines/schema";
import { AppError } from "../../problem";
import { findDisplay } from "../find-display";
import { machineObject } from "../machine-object";
import { readRunning } from "../open";
import type { ViewerFile } from "../types";
import { tunnelCommand } from "./tunnel-command";
import { writeViewerFile } from "./write-viewer-file";

/** Where a display on a socket is brought to. */
const LOCAL_PORT = 5900;

/** A file for virt-viewer and the tunnel that makes it work, with a password for one minute. */
export async function createViewerFile(
  ctx: VerbContext,
  { machine }: MachineInput,
): Promise<ViewerFile> {
  const { runtime } = ctx;
  const session = runtime.fleet.session(machine.hostId);
  const host = runtime.fleet.host(machine.hostId);
  const found = findDisplay(await readRunning(session, machine.uuid));
  if (!session || !host) throw new AppError({ code: "machineGone" });
  if ("problem" in found) throw new AppError(found.problem);
  const object = machineObject(runtime.fleet, machine.uuid);
  await runtime.audit.record({
    actor: actorOf(ctx),
    action: "console.viewerFile",
    objects: [object],
    decision: "allowed",
  });
  const password = await runtime.consoles.lent
    .lend(session, machine.uuid)
    .catch((cause: unknown) => {
      throw new AppError(problemOfHostError(cause), { cause });
    });
  const port = "tcp" in found.found ? found.found.tcp.port : LOCAL_PORT;
  return {
    text: writeViewerFile({ title: object.name, port, password }),
    tunnel: tunnelCommand(parseUri(host.uri), found.found, port),
    hasPassword: password !== null,
  };
}
