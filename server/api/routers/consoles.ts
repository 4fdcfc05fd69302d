import { openConsole } from "../../consoles/open";
import { OpenConsoleInput } from "../../consoles/schema";
import { onMachine } from "../../rights/requirements";
import { needing, router } from "../trpc";

export const consolesRouter = router({
  open: needing(OpenConsoleInput, ({ machine, mode }) => [
    onMachine(mode === "view" ? "machine.console.view" : "machine.console.control", machine),
  ]).mutation(({ ctx, input }) => openConsole(ctx.verb, input)),
});
