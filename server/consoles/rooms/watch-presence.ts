import type { VerbContext } from "../../api/context";
import type { MachineInput } from "../../machines/schema";
import { onMachine } from "../../rights/requirements";
import type { Presence } from "./types";

/** Who is before a machine's consoles and what the reader may do there, now and after each change. */
export async function* watchPresence(
  ctx: VerbContext,
  { machine }: MachineInput,
  signal: AbortSignal,
): AsyncGenerator<Presence> {
  const { consoles, rights } = ctx.runtime;
  let isNew = true;
  let wake = () => {};
  const change = () => {
    isNew = true;
    wake();
  };
  const stops = [consoles.rooms.onChange(machine.uuid, change), rights.onChange(change)];
  signal.addEventListener("abort", change);
  const { object } = onMachine("machine.console.takeover", machine);
  try {
    while (!signal.aborted) {
      if (isNew) {
        isNew = false;
        const mayTakeOver = ctx.rights.can("machine.console.takeover", object);
        yield { rooms: consoles.rooms.views(machine.uuid), mayTakeOver };
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    for (const stop of stops) stop();
    signal.removeEventListener("abort", change);
  }
}
