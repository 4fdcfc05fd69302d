import { onMachine } from "../rights/requirements";
import { subjectOfId } from "../rights/subject-id";
import type { RightsBook } from "../rights/types";
import type { TicketGrant } from "./tickets";

/** What the holder of a ticket or a console may do with it at this moment. */
export type ConsoleRight = "control" | "view" | "none";

export function consoleRight(
  rights: RightsBook,
  { holder, uuid, mode }: TicketGrant,
): ConsoleRight {
  const can = (action: "machine.console.view" | "machine.console.control") => {
    const subject = holder.kind === "person" ? holder.subject : subjectOfId(holder.makerId);
    const { object } = onMachine(action, { uuid });
    return rights.of(subject).can(action, object);
  };
  // A guest looks with its maker's right to control, and dies with it.
  if (holder.kind === "guest") return can("machine.console.control") ? "view" : "none";
  if (mode === "control" && can("machine.console.control")) return "control";
  return can("machine.console.view") ? "view" : "none";
}
