import { addHost } from "../../hosts/add";
import { getHost } from "../../hosts/get";
import { installKey } from "../../hosts/install-key";
import { listHosts } from "../../hosts/list";
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
  HostListInput,
  InstallKeyInput,
  ProbeInput,
  RemoveHostInput,
  RenameHostInput,
  RepinHostInput,
} from "../../hosts/schema";
import { onFleet, onHost } from "../../rights/requirements";
import { filteredProcedure, Nothing, needing, proved, router } from "../trpc";

const manageFleet = () => [onFleet("host.manage")];
const manageHost = ({ hostId }: { hostId: string }) => [onHost("host.manage", hostId)];

export const hostsRouter = router({
  list: filteredProcedure
    .input(HostListInput)
    .query(({ ctx, input }) => listHosts(ctx.verb, input)),
  identity: needing(Nothing, manageFleet).query(({ ctx }) => ctx.verb.runtime.identity.describe()),
  local: needing(Nothing, manageFleet).query(({ ctx }) => listLocalSockets(ctx.verb)),
  parse: needing(HostAddresses, manageFleet).query(({ ctx, input }) =>
    parseAddresses(ctx.verb, input),
  ),
  probe: needing(ProbeInput, manageFleet).subscription(({ ctx, input, signal }) =>
    probeHost(ctx.verb, input, signal ?? AbortSignal.abort()),
  ),
  installKey: needing(InstallKeyInput, manageFleet).mutation(({ ctx, input }) =>
    installKey(ctx.verb, input),
  ),
  add: needing(AddHostInput, manageFleet)
    .use(proved)
    .mutation(({ ctx, input }) => addHost(ctx.verb, input)),
  get: needing(HostId, ({ hostId }) => [onHost("host.view", hostId)]).query(({ ctx, input }) =>
    getHost(ctx.verb, input),
  ),
  rename: needing(RenameHostInput, manageHost).mutation(({ ctx, input }) =>
    renameHost(ctx.verb, input),
  ),
  repin: needing(RepinHostInput, manageHost).mutation(({ ctx, input }) =>
    repinHost(ctx.verb, input),
  ),
  remove: needing(RemoveHostInput, manageHost)
    .use(proved)
    .mutation(({ ctx, input }) => removeHost(ctx.verb, input)),
  reconnect: needing(HostId, manageHost).mutation(({ ctx, input }) =>
    ctx.verb.runtime.fleet.reconnect(input.hostId),
  ),
});
