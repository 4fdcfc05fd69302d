import type { HostRow, MachineRow } from "../../inventory/types";
import { FilterQuery, NoBody, Nothing } from "../inputs";
import { AnsibleInventory } from "../outputs";
import { type Procedures, route } from "../route";

type Group = { hosts: string[] };

/** What `ansible-inventory --list` prints: a script that prints this answer is an inventory. */
export const ansibleRoutes = [
  route({
    id: "ansibleInventory",
    method: "GET",
    path: "/inventory/ansible",
    params: Nothing,
    query: FilterQuery,
    body: NoBody,
    status: 200,
    output: AnsibleInventory,
    async handle({ api, context, query }) {
      const [machines, hosts] = await Promise.all([allMachines(api, query.q), allHosts(api)]);
      const { db, rights } = context.runtime;
      const projects = await db.project.findMany();
      const names = new Map(projects.map(({ id, name }) => [id, name]));
      return inventoryOf(machines, hosts, (uuid) => names.get(rights.projectOf(uuid) ?? ""));
    },
  }),
];

async function allMachines(api: Procedures, q: string): Promise<MachineRow[]> {
  const rows: MachineRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.machines.list({ q, cursor, limit: 1_000 });
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

async function allHosts(api: Procedures): Promise<Map<string, HostRow>> {
  const rows = new Map<string, HostRow>();
  let cursor: string | undefined;
  do {
    const page = await api.hosts.list({ cursor, limit: 200 });
    for (const row of page.items) rows.set(row.id, row);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

export function inventoryOf(
  machines: readonly MachineRow[],
  hosts: ReadonlyMap<string, HostRow>,
  projectOf: (uuid: string) => string | undefined,
) {
  const groups = new Map<string, Group>();
  const hostvars = new Map<string, Record<string, unknown>>();
  const times = new Map<string, number>();
  for (const { name } of machines) times.set(name, (times.get(name) ?? 0) + 1);
  for (const row of machines) {
    const host = hosts.get(row.hostId)?.name ?? row.hostId;
    // Names repeat between hosts, and an inventory knows a machine by its name alone.
    const key = times.get(row.name) === 1 ? row.name : `${row.name}@${host}`;
    const project = projectOf(row.uuid);
    const os = row.osId?.split("/").filter(Boolean).slice(-2).join("_");
    hostvars.set(key, {
      ...(row.ips[0] === undefined ? {} : { ansible_host: row.ips[0] }),
      flotilla_uuid: row.uuid,
      flotilla_host: host,
      flotilla_state: row.state,
      flotilla_ips: row.ips,
      flotilla_vcpus: row.vcpus,
      flotilla_memory_kib: row.memoryKib,
      flotilla_os: row.osId,
      flotilla_project: project ?? null,
    });
    const names = [`host_${host}`, `state_${row.state}`];
    if (project !== undefined) names.push(`project_${project}`);
    if (os) names.push(`os_${os}`);
    for (const name of names.map(groupName)) {
      const group = groups.get(name) ?? { hosts: [] };
      group.hosts.push(key);
      groups.set(name, group);
    }
  }
  return { ...Object.fromEntries(groups), _meta: { hostvars: Object.fromEntries(hostvars) } };
}

/** Ansible takes letters, digits and underscores. */
const groupName = (text: string): string => text.replace(/[^\p{L}\p{N}_]/gu, "_");
