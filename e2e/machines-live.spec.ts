import { withGuest } from "./fixtures/guests";
import { test as base, expect } from "./fixtures/test";
import { hostileText } from "./lab/demo-guests";
import { MachinesPage } from "./pages/machines-page";

const test = base.extend<{ machines: MachinesPage }>({
  machines: async ({ owner, words }, use) => {
    const machines = new MachinesPage(owner, words);
    await machines.open();
    await use(machines);
  },
});

/** A blink, on a machine that runs three hosts and a browser on two cores. */
const blinkMs = 500;

/** Runs in the page: writes onto the row when it first showed a text. */
function noteWhenSeen(row: Element, wanted: string): void {
  row.removeAttribute("data-seen-at-ms");
  const observer = new MutationObserver(() => {
    if (!row.textContent?.includes(wanted)) return;
    row.setAttribute("data-seen-at-ms", String(Date.now()));
    observer.disconnect();
  });
  observer.observe(row, { subtree: true, childList: true, characterData: true });
}

test("what virsh does on a host is seen in the open list within a blink", async ({
  lab,
  machines,
  words,
}, info) => {
  const host = lab.host("kvm2");
  await using guest = await withGuest(lab, {
    host: host.name,
    spec: { name: "seen-live", kind: "tiny" },
  });
  await machines.expectState(guest.name, "shutOff");
  const steps = [
    { verb: "start", state: "running" },
    { verb: "suspend", state: "paused" },
    { verb: "resume", state: "running" },
    { verb: "destroy", state: "shutOff" },
  ] as const;
  for (const { verb, state } of steps) {
    const row = machines.row(guest.name);
    await row.evaluate(noteWhenSeen, words(`machines.state.${state}`));
    await host.virsh([verb, guest.name]);
    const doneAtMs = Date.now();
    await expect(row).toHaveAttribute("data-seen-at-ms", /\d/);
    const lateMs = Number(await row.getAttribute("data-seen-at-ms")) - doneAtMs;
    info.annotations.push({ type: "measured", description: `virsh ${verb} → seen: ${lateMs} ms` });
    expect(lateMs, `virsh ${verb}`).toBeLessThan(blinkMs);
  }
});

test("machines defined and removed on a host come and go by themselves", async ({
  lab,
  machines,
}) => {
  const host = lab.host("kvm2");
  await using guest = await withGuest(lab, {
    host: host.name,
    spec: { name: "comes-and-goes", kind: "tiny" },
  });
  await expect(machines.row(guest.name)).toBeVisible();
  await host.virsh(["undefine", guest.name]);
  await expect(machines.row(guest.name)).toHaveCount(0);
});

test("a host that dies greys its own rows, and they are true again when it is back", async ({
  lab,
  machines,
  words,
}) => {
  const dead = lab.host("kvm3");
  await using other = await withGuest(lab, {
    host: "kvm1",
    spec: { name: "elsewhere", kind: "tiny" },
  });
  await dead.virsh(["start", "build-01"]);
  await machines.expectState("build-01", "running");
  await lab.powerOff(dead.name);
  try {
    const since = words("machines.state.unreachable", { time: "" }).trim();
    await expect(machines.row("build-01")).toContainText(since, { timeout: 45_000 });
    await expect(machines.row("web-01")).toContainText(words("machines.state.running"));
    // The living hosts are as quick as before.
    await machines.choose(other.name, "start");
    await machines.expectState(other.name, "running");
    await machines.openMenu("build-01");
    await expect(machines.menuItem("start")).toBeDisabled();
    await expect(machines.page.getByRole("menu")).toContainText(
      words.problem("hostOffline", { host: dead.name }).cause,
    );
    await machines.page.keyboard.press("Escape");
  } finally {
    await lab.powerOn(dead.name);
  }
  await expect(machines.row("build-01")).toContainText(words("machines.state.shutOff"), {
    timeout: 45_000,
  });
});

test("names that are attacks are shown as the text they are", async ({ machines, lab, words }) => {
  const name = "<b>odd-'01\"&";
  const row = machines.page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText(hostileText);
  await row.getByRole("link").click();
  await expect(machines.page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(machines.page.getByText("document.title='owned'</script>")).toBeVisible();
  await machines.page.getByRole("link", { name: words("machine.tabs.xml"), exact: true }).click();
  await expect(machines.page.getByText("&lt;b&gt;odd-").first()).toBeVisible();
  await expect(machines.page).toHaveTitle(words("machine.documentTitle", { name }));
  expect(await machines.page.locator("img[src=x], main b").count()).toBe(0);
  await machines.page.keyboard.press("Control+k");
  await expect(machines.page.getByPlaceholder(words("shell.palette.placeholder"))).toBeFocused();
  await machines.page.keyboard.type("odd");
  await expect(machines.page.getByRole("option").filter({ hasText: name }).first()).toBeVisible();
  expect(lab.hosts.length).toBe(3);
});
