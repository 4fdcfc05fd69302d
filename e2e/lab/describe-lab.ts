import type { LabHost } from "./host";
import type { Lab } from "./lab";

/** The lab in words: its hosts, how to reach them, and what runs on them. */
export async function describeLab(lab: Lab): Promise<string> {
  const hosts = await Promise.all(lab.hosts.map(describeHost));
  const key = lab.hosts[0]?.ssh.keyPath ?? "";
  return [
    `lab "${lab.name}" in ${lab.directory}, shared storage: ${lab.storage}`,
    `dashboard's address: ${lab.dashboardAddress}; key of every root: ${key}`,
    ...hosts,
  ].join("\n\n");
}

async function describeHost(host: LabHost): Promise<string> {
  if (!host.isUp()) return `${host.name}  ${host.address}  powered off`;
  const list = (await host.virsh(["list", "--all"])).trimEnd();
  const passwords = host.passwordUsers.map(({ user, password }) => `${user} ${password}`);
  return [
    `${host.name}  ${host.address}  ${host.uris.sshPlain}  ${host.uris.tcp}`,
    `  passwords: ${passwords.join(", ")}`,
    list === "" ? "  no machines" : list,
  ].join("\n");
}
