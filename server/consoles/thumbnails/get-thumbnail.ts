import type { VerbContext } from "../../api/context";
import { problemOfHostError } from "../../hosts/problem-of";
import type { MachineInput } from "../../machines/schema";
import { AppError } from "../../problem";
import { isGone } from "../live-machine";
import type { Thumbnail } from "../types";

/** What a running machine shows now, small. */
export async function getThumbnail(
  { runtime }: VerbContext,
  { machine }: MachineInput,
): Promise<Thumbnail> {
  const row = runtime.fleet.machine(machine);
  if (!row) throw new AppError({ code: "machineGone" });
  const runs = row.state === "running" || row.state === "blocked" || row.state === "paused";
  if (!runs) throw new AppError({ code: "consoleNotRunning" });
  return runtime.consoles.thumbnails.of(runtime.fleet, machine).catch((cause: unknown) => {
    if (cause instanceof AppError) throw cause;
    throw new AppError(isGone(cause) ? { code: "machineGone" } : problemOfHostError(cause), {
      cause,
    });
  });
}
