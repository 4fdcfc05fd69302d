import { expectAccessible } from "./fixtures/accessibility";
import { type Echo, withEchoGuest } from "./fixtures/echo-guest";
import { looks } from "./fixtures/look";
import { expect, test as fleetTest } from "./fixtures/test";
import type { Lab } from "./lab/lab";
import { waitUntil } from "./lab/wait-until";
import { ConsolePage } from "./pages/console-page";

const test = fleetTest.extend<{ echo: Echo }>({
  echo: ({ lab, fleet }, use) => withEchoGuest(lab, fleet, use),
});

const consoleTest = test.extend<{ console: ConsolePage }>({
  console: async ({ owner, words }, use) => use(new ConsolePage(owner, words)),
});

consoleTest("a key pressed on the display changes its pixels", async ({ console, echo }) => {
  await console.open(echo.path);
  await console.live();
  const before = await console.picture();
  await console.canvas.focus();
  await console.page.keyboard.press("a");
  await expect.poll(() => console.pixels()).not.toBe(before);
});

consoleTest("in view-only mode no key arrives, and the page says so", async ({ console, echo }) => {
  await console.open(echo.path);
  await console.live();
  await console.button("console.tools.viewOnly").click();
  await expect(console.page.getByText(console.words("console.tools.isViewOnly"))).toBeVisible();
  await console.live();
  const before = await console.picture();
  await console.canvas.focus();
  for (const key of ["a", "b", "Enter"]) await console.page.keyboard.press(key);
  await console.button("console.tools.leaveViewOnly").click();
  await console.live();
  expect(await console.picture()).toBe(before);
  await console.canvas.focus();
  await console.page.keyboard.press("z");
  await expect.poll(() => console.pixels()).not.toBe(before);
});

consoleTest("Ctrl+Alt+Del reaches the guest", async ({ console, echo, lab }) => {
  await console.open(echo.path);
  await console.live();
  await console.picture();
  const before = await lab.readCounter("kvm1", echo.name);
  await console.page.getByRole("button", { name: "Ctrl+Alt+Del" }).click();
  // The BIOS starts over, and with it the counter.
  await waitUntil("a restart", async () => (await lab.readCounter("kvm1", echo.name)) < before);
});

consoleTest("the keyboard comes back with Ctrl+Alt+Shift", async ({ console, echo }) => {
  for (const mode of ["vnc", "serial"] as const) {
    await console.open(`${echo.path}?mode=${mode}`);
    await console.live();
    const taker = mode === "vnc" ? console.canvas : console.screen.locator("textarea");
    await taker.focus();
    await console.page.keyboard.press("Tab");
    await expect(taker).toBeFocused();
    for (const key of ["Control", "Alt", "Shift"]) await console.page.keyboard.down(key);
    for (const key of ["Control", "Alt", "Shift"]) await console.page.keyboard.up(key);
    await expect(
      console.page.getByRole("group", { name: console.words("console.tools.label") }),
    ).toContainText(mode === "vnc" ? "Ctrl+Alt+Del" : "");
    await expect(taker).not.toBeFocused();
  }
});

consoleTest(
  "the serial line echoes, and a reload shows what was said",
  async ({ console, echo }) => {
    await console.open(`${echo.path}?mode=serial`);
    await console.live();
    await console.screen.locator("textarea").focus();
    await console.page.keyboard.type("hello-line");
    await expect(console.terminal).toContainText("hello-line");
    await console.page.reload();
    await console.live();
    await expect(console.terminal).toContainText("hello-line");
    await console.page
      .getByRole("button", { name: console.words("console.tools.copyText") })
      .click();
    const copied = await console.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain("hello-line");
  },
);

consoleTest("a display in its own window has nothing around it", async ({ console, echo }) => {
  await console.open(`${echo.path}?chrome=0`);
  await console.live();
  await expect(console.page.locator("nav:not([inert] *)")).toHaveCount(0);
  await expect(console.button("console.tools.popOut")).toHaveCount(0);
  const { width, height } = console.page.viewportSize() ?? { width: 0, height: 0 };
  const box = await console.screen.boundingBox();
  expect(box?.width).toBe(width);
  expect(box?.height).toBeGreaterThan(height - 120);
});

consoleTest("full screen keeps its tools within reach", async ({ console, echo }) => {
  await console.open(echo.path);
  await console.live();
  await console.button("console.tools.fullScreen").click();
  await expect(console.button("console.tools.leaveFullScreen")).toBeVisible();
  const box = await console.screen.boundingBox();
  expect(box?.y).toBe(0);
  await console.button("console.tools.leaveFullScreen").click();
  await expect(console.button("console.tools.fullScreen")).toBeVisible();
});

consoleTest(
  "a machine that is switched off says so, and its console comes back with it",
  async ({ console, echo }) => {
    await console.open(echo.path);
    await console.live();
    await echo.virsh("destroy", echo.uuid);
    const title = console.words("console.ends.machineStopped.title", { name: echo.name });
    await expect(console.screen).toContainText(title);
    await expect(console.screen).toContainText(console.words("console.waiting.machine"));
    await console.screen.getByRole("button", { name: console.words("console.mend.start") }).click();
    await console.live();
    await console.picture();
  },
);

consoleTest(
  "a serial line that virsh holds is told, and can be taken over",
  async ({ console, echo, lab }) => {
    const line = `virsh -q -c qemu:///system console ${echo.uuid}`;
    const held = lab
      .host("kvm1")
      .attempt(["script", "-qec", line, "/dev/null"], { timeoutMs: 90_000 })
      .catch(() => undefined);
    // virsh has the line when the daemon says so, which a try of our own would spoil.
    await waitUntil("virsh on the line", async () => {
      const lock = await lab.host("kvm1").attempt(["sh", "-c", "ls /var/lock/LCK..* 2>/dev/null"]);
      return lock.stdout.trim() !== "";
    });
    await console.open(`${echo.path}?mode=serial`);
    await expect(console.screen).toContainText(console.words("console.ends.serialBusy.title"));
    await console.screen
      .getByRole("button", { name: console.words("console.mend.takeOver") })
      .click();
    await console.live();
    await console.screen.locator("textarea").focus();
    await console.page.keyboard.type("mine");
    await expect(console.terminal).toContainText("mine");
    await echo.virsh("destroy", echo.uuid);
    await held;
  },
);

consoleTest("a machine without a display says what to do", async ({ console, echo, lab }) => {
  await echo.virsh("destroy", echo.uuid);
  await edit(lab, echo.uuid, (xml) => xml.replace(/<graphics[\s\S]*<\/graphics>/, ""));
  await echo.virsh("start", echo.uuid);
  await console.open(echo.path);
  const { title, fix } = console.words.problem("consoleNone");
  await expect(console.screen).toContainText(title);
  await expect(console.screen).toContainText(fix);
});

async function edit(lab: Lab, uuid: string, change: (xml: string) => string): Promise<void> {
  const host = lab.host("kvm1");
  const input = change(await host.virsh(["dumpxml", "--inactive", "--security-info", uuid]));
  await host.exec(["tee", "/var/tmp/edited.xml"], { input });
  await host.virsh(["define", "/var/tmp/edited.xml"]);
}

for (const look of looks) {
  consoleTest.describe(`${look.locale} ${look.theme}`, () => {
    consoleTest.use({ look });
    consoleTest("both consoles, live and off, are accessible", async ({ console, echo }) => {
      for (const mode of ["vnc", "serial"] as const) {
        await console.open(`${echo.path}?mode=${mode}`);
        await console.live();
        await expectAccessible(console.page);
      }
      await echo.virsh("destroy", echo.uuid);
      const title = console.words("console.ends.machineStopped.title", { name: echo.name });
      await expect(console.screen).toContainText(title);
      await expectAccessible(console.page);
    });
  });
}
