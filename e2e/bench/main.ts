/**
 * `npm run bench [-- --json FILE] [--only GROUP]`: figures as ratios within one run; absolute times
 * say more about the machine. Needs root (the lab), libvirtd, python3-libvirt, and a built server.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { runNodeLibvirtBench } from "@/server/node-libvirt/bench/index";
import { benchAccounting } from "./accounting";
import { raiseCrowdedHost } from "./crowded-host";
import { benchEventStorm } from "./event-storm";
import type { Figure } from "./figure";
import { benchListPage } from "./list-page";
import { benchManyHosts } from "./many-hosts";
import { benchMigration } from "./migration";
import { benchMirror } from "./mirror";

const CROWD = 5_000;

async function benchClient(): Promise<Figure[]> {
  const figures = await runNodeLibvirtBench();
  return figures.map(({ against, goal, ...rest }) => ({
    ...rest,
    against: { name: against, value: rest.value / rest.ratio },
    goal: `≤ ${goal} × ${against}`,
  }));
}

async function benchCrowd(): Promise<Figure[]> {
  const host = await raiseCrowdedHost(CROWD);
  try {
    return [...(await benchMirror(host)), ...(await benchListPage(host))];
  } finally {
    await host.stop();
  }
}

const groups: Record<string, () => Promise<Figure[]>> = {
  client: benchClient,
  crowd: benchCrowd,
  accounting: benchAccounting,
  events: benchEventStorm,
  hosts: benchManyHosts,
  migration: benchMigration,
};

const { values } = parseArgs({
  options: { json: { type: "string" }, only: { type: "string", multiple: true } },
});
const unknown = (values.only ?? []).filter((name) => !(name in groups));
if (unknown.length) {
  console.error(`no group ${unknown.join(", ")}; there are ${Object.keys(groups).join(", ")}`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const [name, run] of Object.entries(groups)) {
  if (values.only && !values.only.includes(name)) continue;
  console.log(`\n${name}`);
  for (const f of await run()) {
    figures.push(f);
    const compared = f.against.name === "bound" ? "" : `  against ${f.against.value}`;
    console.log(
      `  ${f.holds ? "✓" : "✗"} ${f.id}  ${f.value} ${f.unit}${compared}  ratio ${f.ratio}  (${f.goal})`,
    );
  }
}
if (values.json) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`);
process.exit(0);
