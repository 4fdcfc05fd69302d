import { expect, type Locator, type Page } from "@playwright/test";
import type { PrecheckName } from "@/server/migrations/types";
import type { Words } from "../fixtures/words";

/** From the choice of a destination to the outcome. */
export class MigrateDialog {
  readonly box: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.box = page.getByRole("dialog");
  }

  /** On the machine's own page. */
  async open(): Promise<void> {
    const label = this.words("machine.header.migrate");
    await this.page.getByRole("button", { name: label, exact: true }).click();
    await expect(this.box).toBeVisible();
  }

  async destination(host: string): Promise<void> {
    await this.box.getByRole("radio", { name: new RegExp(`^${host}\\b`) }).click();
  }

  async options(choices: { mode?: "peerToPeer" | "managed"; bandwidthMibps?: number }) {
    await this.box.getByText(this.words("migrations.plan.options"), { exact: true }).click();
    if (choices.mode !== undefined) {
      const name = this.words(`migrations.plan.modes.${choices.mode}`);
      await this.box.getByRole("radio", { name, exact: true }).click();
    }
    if (choices.bandwidthMibps !== undefined) {
      const label = this.words("migrations.plan.bandwidth");
      await this.box.getByLabel(label).fill(String(choices.bandwidthMibps));
    }
  }

  line(name: PrecheckName): Locator {
    const title = this.page.getByText(this.words(`migrations.precheck.lines.${name}`), {
      exact: true,
    });
    return this.box.getByRole("listitem").filter({ has: title });
  }

  startButton(host: string): Locator {
    return this.box.getByRole("button", { name: this.words("migrations.plan.startTo", { host }) });
  }

  async start(host: string): Promise<void> {
    await expect(this.startButton(host)).toBeEnabled({ timeout: 30_000 });
    await this.startButton(host).click();
  }

  cancelButton(): Locator {
    return this.box.getByRole("button", { name: this.words("migrations.follow.cancel") });
  }

  async expectOutcome(
    outcome: "succeeded" | "failed" | "cancelled",
    params: { name: string; from: string; to: string },
  ): Promise<void> {
    await expect(this.box).toContainText(this.words(`migrations.outcome.${outcome}`, params), {
      timeout: 60_000,
    });
  }
}
