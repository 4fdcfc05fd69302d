import { openConsole } from "../../consoles/open";
import { OpenConsoleInput } from "../../consoles/schema";
import { procedure, router } from "../trpc";

export const consolesRouter = router({
  open: procedure
    .input(OpenConsoleInput)
    .mutation(({ ctx, input }) => openConsole(ctx.verb, input)),
});
