import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessibility";
import type { Look } from "./fixtures/look";
import { invitePerson } from "./fixtures/people";
import { expect, test } from "./fixtures/test";
import type { Words } from "./fixtures/words";
import { MachinesPage } from "./pages/machines-page";

const looks: readonly Look[] = [
  { locale: "en", theme: "light" },
  { locale: "zh-CN", theme: "dark" },
];

for (const look of looks) {
  test.describe(`${look.locale}-${look.theme}`, () => {
    test.use({ look, locale: look.locale, colorScheme: look.theme });

    test("a role on a project opens its machines to somebody at once, and taking it away closes them", async ({
      fleet,
      owner,
      signedIn,
      words,
    }) => {
      const name = look.locale === "en" ? "grace" : "lin";
      const team = `team of ${name}`;
      const person = await invitePerson(fleet, name);
      const theirs = await signedIn(fleet, look, person);
      const machines = new MachinesPage(theirs, words);

      await theirs.goto("/machines");
      await expect(theirs.getByText(words("machines.empty.notYours"))).toBeVisible();
      await expectAccessible(theirs);

      await makeProject(owner, words, team);
      await putIntoProject(owner, words, { machine: "web-01", project: team });
      await giveRole(owner, words, { to: name, role: words("rights.role.viewer"), project: team });

      await test.step("its machines appear, the others stay out of sight", async () => {
        await expect(machines.row("web-01")).toBeVisible();
        await expect(theirs.getByRole("link", { name: "web-02", exact: true })).toHaveCount(0);
        const seen = await person.api.client.projects.list.query();
        expect(seen.map((project) => project.name)).toEqual([team]);
      });

      await test.step("what he may not do says which right is missing", async () => {
        await machines.openMenu("web-01");
        const item = machines.menuItem("forceOff");
        await expect(item).toHaveAttribute("aria-disabled", "true");
        await item.hover();
        const missing = words("rights.action.machine.power.hard");
        await expect(theirs.getByRole("tooltip")).toContainText(missing);
        await expectAccessible(theirs, "[role=menu]");
        await theirs.keyboard.press("Escape");
      });

      await test.step("and the server refuses it whatever the browser does", async () => {
        const all = await (await fleet.api()).client.projects.list.query();
        const uuid = all.find((project) => project.name === team)?.machineUuids[0] ?? "";
        const hostId = await hostOf(theirs);
        const [result] = await person.api.client.machines.forceOff.mutate({
          machines: [{ hostId, uuid }],
          intent: `forbidden-${name}`,
        });
        expect(result?.problem?.code).toBe("forbidden");
      });

      await test.step("taken away, it is gone within two seconds", async () => {
        await owner.goto("/settings/rights");
        const taking = words("rights.grants.removeOne", {
          name,
          role: words("rights.role.viewer"),
        });
        await owner.getByRole("button", { name: taking }).click();
        const confirm = words("rights.removeGrant.confirm", {
          name,
          role: words("rights.role.viewer"),
        });
        await owner.getByRole("alertdialog").getByRole("button", { name: confirm }).click();
        await expect(owner.getByRole("alertdialog")).toHaveCount(0);
        await expect(machines.row("web-01")).toHaveCount(0, { timeout: 2_000 });
        await expect(theirs.getByText(words("machines.empty.notYours"))).toBeVisible();
      });
      await person.api.close();
    });
  });
}

async function makeProject(page: Page, words: Words, name: string): Promise<void> {
  await page.goto("/settings/projects");
  await page
    .getByRole("button", { name: words("projects.page.make") })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(words("projects.name.label")).fill(name);
  await dialog.getByRole("button", { name: words("projects.name.make"), exact: true }).click();
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
}

async function putIntoProject(
  page: Page,
  words: Words,
  { machine, project }: { machine: string; project: string },
): Promise<void> {
  const machines = new MachinesPage(page, words);
  await machines.open();
  await machines.openMenu(machine);
  await page.getByRole("menuitem", { name: words("machines.project") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").click();
  await page.getByRole("option", { name: project }).click();
  await dialog.getByRole("button", { name: words("projects.assign.submit"), exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

async function giveRole(
  page: Page,
  words: Words,
  { to, role, project }: { to: string; role: string; project: string },
): Promise<void> {
  await page.goto("/settings/rights");
  await page.getByRole("button", { name: words("rights.page.give"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  const pick = async (label: string, option: string) => {
    await dialog.getByRole("combobox", { name: label, exact: true }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  await pick(words("rights.give.who"), to);
  await pick(words("rights.give.role"), role);
  await pick(words("rights.scope.label"), words("rights.scope.kind.project"));
  await pick(words("rights.scope.kind.project"), project);
  await page.screenshot({ path: `test-results/pages/give-role-${to}.png` });
  await dialog.getByRole("button", { name: words("rights.give.submit"), exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: to })).toContainText(role);
}

/** The one host that a restricted person's list shows. */
async function hostOf(page: Page): Promise<string> {
  const link = page.getByRole("link", { name: "web-01", exact: true });
  return (await link.getAttribute("href"))?.split("/")[2] ?? "";
}
