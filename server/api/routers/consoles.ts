import { createGuestLink } from "../../consoles/guests/create-guest-link";
import { enterAsGuest } from "../../consoles/guests/enter-as-guest";
import { listGuestLinks } from "../../consoles/guests/list-guest-links";
import { revokeGuestLink } from "../../consoles/guests/revoke-guest-link";
import { openConsole } from "../../consoles/open";
import { askControl } from "../../consoles/rooms/ask-control";
import { declineControl } from "../../consoles/rooms/decline-control";
import { handOver } from "../../consoles/rooms/hand-over";
import { kick } from "../../consoles/rooms/kick";
import { releaseControl } from "../../consoles/rooms/release-control";
import { takeOver } from "../../consoles/rooms/take-over";
import { watchPresence } from "../../consoles/rooms/watch-presence";
import {
  CreateGuestLinkInput,
  EnterAsGuestInput,
  HandOverInput,
  OpenConsoleInput,
  RevokeGuestLinkInput,
  SeatInput,
} from "../../consoles/schema";
import { getThumbnail } from "../../consoles/thumbnails/get-thumbnail";
import { createViewerFile } from "../../consoles/viewer-file/create-viewer-file";
import { MachineInput } from "../../machines/schema";
import { onMachine } from "../../rights/requirements";
import { whileAllowed } from "../../rights/while-allowed";
import { needing, openProcedure, router } from "../trpc";

const view = ({ machine }: MachineInput) => [onMachine("machine.console.view", machine)];
const control = ({ machine }: MachineInput) => [onMachine("machine.console.control", machine)];
const takingOver = ({ machine }: MachineInput) => [onMachine("machine.console.takeover", machine)];

export const consolesRouter = router({
  open: needing(OpenConsoleInput, ({ machine, mode }) =>
    mode === "view" ? view({ machine }) : control({ machine }),
  ).mutation(({ ctx, input }) => openConsole(ctx.verb, input)),
  presence: needing(MachineInput, view).subscription(({ ctx, input, signal }) =>
    whileAllowed(ctx.verb, view(input), signal, (live) => watchPresence(ctx.verb, input, live)),
  ),
  askControl: needing(SeatInput, control).mutation(({ ctx, input }) => askControl(ctx.verb, input)),
  releaseControl: needing(SeatInput, control).mutation(({ ctx, input }) =>
    releaseControl(ctx.verb, input),
  ),
  handOver: needing(HandOverInput, control).mutation(({ ctx, input }) => handOver(ctx.verb, input)),
  declineControl: needing(HandOverInput, control).mutation(({ ctx, input }) =>
    declineControl(ctx.verb, input),
  ),
  takeOver: needing(SeatInput, takingOver).mutation(({ ctx, input }) => takeOver(ctx.verb, input)),
  kick: needing(SeatInput, takingOver).mutation(({ ctx, input }) => kick(ctx.verb, input)),
  createViewerFile: needing(MachineInput, control).mutation(({ ctx, input }) =>
    createViewerFile(ctx.verb, input),
  ),
  thumbnail: needing(MachineInput, view).query(({ ctx, input }) => getThumbnail(ctx.verb, input)),
  guestLinks: needing(MachineInput, control).query(({ ctx, input }) =>
    listGuestLinks(ctx.verb, input),
  ),
  createGuestLink: needing(CreateGuestLinkInput, control).mutation(({ ctx, input }) =>
    createGuestLink(ctx.verb, input),
  ),
  revokeGuestLink: needing(RevokeGuestLinkInput, control).mutation(({ ctx, input }) =>
    revokeGuestLink(ctx.verb, input),
  ),
  enterAsGuest: openProcedure
    .input(EnterAsGuestInput)
    .mutation(({ ctx, input }) => enterAsGuest(ctx, input)),
});
