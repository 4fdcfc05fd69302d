import { listAllNodeDevices, VIR_ERR_NO_NETWORK } from "node-libvirt";
import type { MachineInterface } from "../../inventory/types";
import {
  because,
  type Check,
  type Checked,
  callOptions,
  fail,
  far,
  near,
  pass,
  unlessMissing,
  type Verdict,
  warn,
} from "./check";

/** Every network and bridge the machine hangs on, looked up at the destination. */
export const networks: Check = async (checked) => {
  const interfaces = checked.detail?.interfaces ?? [];
  const verdicts = await Promise.all(interfaces.map((nic) => checkOne(checked, nic)));
  return verdicts.find(({ status }) => status !== "pass") ?? pass({ count: interfaces.length });
};

async function checkOne(checked: Checked, nic: MachineInterface): Promise<Verdict> {
  if (nic.source === null) return pass();
  if (nic.type === "network") return checkNetwork(checked, nic.source);
  if (nic.type === "bridge" || nic.type === "direct") return checkDevice(checked, nic.source);
  return pass();
}

async function checkNetwork(checked: Checked, name: string): Promise<Verdict> {
  const { remote } = far(checked);
  const options = callOptions(checked);
  const found = await unlessMissing([VIR_ERR_NO_NETWORK], () =>
    remote.networkLookupByName({ name }, options),
  );
  if (!found) return fail(because(checked, "bridgeMissing", { params: { bridge: name } }));
  const { active } = await remote.networkIsActive({ net: found.net }, options);
  if (active === 1) return pass();
  return fail(because(checked, "networkInactive", { params: { network: name } }));
}

/**
 * Bridges are seen as node devices (`net_br0_52_54…`). Where not even the source's own one is listed,
 * the hosts do not tell, and the line says that it is not known.
 */
async function checkDevice(checked: Checked, name: string): Promise<Verdict> {
  const [here, there] = await Promise.all([
    hasDevice(near(checked), name),
    hasDevice(far(checked), name),
  ]);
  if (there) return pass();
  const params = { bridge: name };
  return here
    ? fail(because(checked, "bridgeMissing", { params }))
    : warn(because(checked, "bridgeUnseen", { params }));
}

async function hasDevice(connection: ReturnType<typeof far>, name: string): Promise<boolean> {
  const prefix = `net_${name.replace(/[^A-Za-z0-9]/g, "_")}`;
  const devices = await listAllNodeDevices(connection);
  return devices.some((device) => device.name === prefix || device.name.startsWith(`${prefix}_`));
}
