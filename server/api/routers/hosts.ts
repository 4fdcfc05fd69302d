import { addHost } from "../../hosts/add";
import { getHost } from "../../hosts/get";
import { installKey } from "../../hosts/install-key";
import { listLocalSockets } from "../../hosts/list-local-sockets";
import { parseAddresses } from "../../hosts/parse-addresses";
import { probeHost } from "../../hosts/probe";
import { removeHost } from "../../hosts/remove";
import { renameHost } from "../../hosts/rename";
import { repinHost } from "../../hosts/repin";
import {
  AddHostInput,
  HostAddresses,
  HostId,
  InstallKeyInput,
  ProbeInput,
  RenameHostInput,
  RepinHostInput,
} from "../../hosts/schema";
import { procedure, router } from "../trpc";

export const hostsRouter = router({
  identity: procedure.query(({ ctx }) => ctx.verb.runtime.identity.describe()),
  local: procedure.query(({ ctx }) => listLocalSockets(ctx.verb)),
  parse: procedure.input(HostAddresses).query(({ ctx, input }) => parseAddresses(ctx.verb, input)),
  probe: procedure
    .input(ProbeInput)
    .subscription(({ ctx, input, signal }) =>
      probeHost(ctx.verb, input, signal ?? AbortSignal.abort()),
    ),
  installKey: procedure
    .input(InstallKeyInput)
    .mutation(({ ctx, input }) => installKey(ctx.verb, input)),
  add: procedure.input(AddHostInput).mutation(({ ctx, input }) => addHost(ctx.verb, input)),
  get: procedure.input(HostId).query(({ ctx, input }) => getHost(ctx.verb, input)),
  rename: procedure
    .input(RenameHostInput)
    .mutation(({ ctx, input }) => renameHost(ctx.verb, input)),
  repin: procedure.input(RepinHostInput).mutation(({ ctx, input }) => repinHost(ctx.verb, input)),
  remove: procedure.input(HostId).mutation(({ ctx, input }) => removeHost(ctx.verb, input)),
  reconnect: procedure
    .input(HostId)
    .mutation(({ ctx, input }) => ctx.verb.runtime.fleet.reconnect(input.hostId)),
});
