import { expect, type Locator, type Page } from "@playwright/test";
import type { MachineAction } from "@/server/machines/schema";
import type { Words } from "../fixtures/words";

/** The list of all machines. */
export class MachinesPage {
  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {}

  async open(query = ""): Promise<void> {
    await this.page.goto(`/machines${query}`);
    await expect(this.page.getByRole("grid")).toBeVisible();
  }

  row(name: string): Locator {
    const link = this.page.getByRole("link", { name, exact: true });
    return this.page.getByRole("row").filter({ has: link });
  }

  async expectState(name: string, state: "running" | "paused" | "shutOff"): Promise<void> {
    await expect(this.row(name)).toContainText(this.words(`machines.state.${state}`), {
      timeout: 20_000,
    });
  }

  async openMenu(name: string): Promise<void> {
    const label = this.words("machines.menuOf", { name });
    await this.row(name).hover();
    await this.row(name).getByRole("button", { name: label }).click();
  }

  menuItem(action: MachineAction): Locator {
    return this.page.getByRole("menuitem", { name: this.words(`machines.action.${action}`) });
  }

  async choose(name: string, action: MachineAction): Promise<void> {
    await this.openMenu(name);
    await this.menuItem(action).click();
  }

  async select(...names: string[]): Promise<void> {
    for (const name of names) await this.row(name).getByRole("checkbox").click();
  }

  /** The question that comes before what cannot be taken back. */
  question(): Locator {
    return this.page.getByRole("alertdialog").or(this.page.getByRole("dialog"));
  }

  async confirmOne(name: string, action: MachineAction): Promise<void> {
    const verb = this.words(`machines.action.${action}`);
    const label = this.words("machines.ask.confirmOne", { action: verb, name });
    await this.question().getByRole("button", { name: label, exact: true }).click();
  }
}
