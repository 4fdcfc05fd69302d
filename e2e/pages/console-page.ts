import { expect, type Locator, type Page } from "@playwright/test";
import type { Words } from "../fixtures/words";

/** A machine's console. */
export class ConsolePage {
  readonly screen: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.screen = page.getByTestId("console-screen");
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path);
  }

  async live(): Promise<void> {
    await expect(this.screen).toHaveAttribute("data-phase", "live", { timeout: 20_000 });
  }

  get canvas(): Locator {
    return this.screen.locator("canvas");
  }

  get terminal(): Locator {
    return this.screen.locator(".xterm-rows");
  }

  button(key: Parameters<Words>[0]): Locator {
    return this.page.getByRole("button", { name: this.words(key), exact: true });
  }

  pixels(): Promise<string> {
    return this.canvas.evaluate((canvas) =>
      canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : "",
    );
  }

  /** The picture, once something is drawn. */
  async picture(): Promise<string> {
    let last = "";
    await expect
      .poll(async () => {
        const now = await this.pixels();
        const same = now === last && now.length > 2_000;
        last = now;
        return same;
      })
      .toBe(true);
    return last;
  }
}
