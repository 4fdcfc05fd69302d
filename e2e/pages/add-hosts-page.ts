import type { Locator, Page } from "@playwright/test";
import type { Words } from "../fixtures/words";

/** The page that takes addresses and leads each through its checklist. */
export class AddHostsPage {
  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {}

  async open(): Promise<void> {
    await this.page.goto("/hosts/new");
  }

  async type(text: string): Promise<void> {
    await this.page.getByLabel(this.words("hosts.add.addresses")).fill(text);
  }

  async connect(text: string): Promise<void> {
    await this.type(text);
    await this.page
      .getByRole("button", { name: this.words("hosts.add.connect"), exact: true })
      .click();
  }

  candidate(uri: string): Candidate {
    return new Candidate(this.page.getByRole("region", { name: uri, exact: true }), this.words);
  }
}

type Step = "resolve" | "reach" | "hostKey" | "signIn" | "socket" | "version" | "machines";

/** One address on its way into the fleet. */
export class Candidate {
  constructor(
    readonly box: Locator,
    readonly words: Words,
  ) {}

  step(name: Step): Locator {
    const title = this.box
      .page()
      .getByText(this.words(`hosts.steps.${name}.title`), { exact: true });
    return this.box.getByRole("listitem").filter({ has: title });
  }

  button(name: string): Locator {
    return this.box.getByRole("button", { name, exact: true });
  }

  async trust(): Promise<void> {
    await this.button(this.words("hosts.fingerprint.trust")).click();
  }

  async add(name?: string): Promise<void> {
    if (name !== undefined) await this.box.getByLabel(this.words("hosts.add.name")).fill(name);
    await this.button(this.words("hosts.add.add")).click();
  }
}
