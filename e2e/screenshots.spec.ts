import type { Look } from "./fixtures/look";
import { expect, test } from "./fixtures/test";
import { wordsOf } from "./fixtures/words";
import { MachinesPage } from "./pages/machines-page";

const pictures: { file: string; look: Look }[] = [
  { file: "machines-light.png", look: { locale: "en", theme: "light" } },
  { file: "machines-dark-zh.png", look: { locale: "zh-CN", theme: "dark" } },
];

for (const { file, look } of pictures) {
  test(`the README's picture ${file} shows the live list`, async ({ lab, fleet, signedIn }) => {
    await lab.host("kvm3").attempt(["virsh", "start", "build-01"]);
    const page = await signedIn(fleet, look);
    const machines = new MachinesPage(page, wordsOf(look.locale));
    await machines.open("?group=host");
    await machines.expectState("build-01", "running");
    // Two samples make the first figures.
    await expect(machines.row("db-01")).toContainText("%", { timeout: 30_000 });
    await page.mouse.move(0, 0);
    const picture = await page.screenshot({ animations: "disabled" });
    expect(picture.byteLength).toBeLessThan(300 * 1024);
    if (process.env.FLOTILLA_SCREENSHOTS) {
      await page.screenshot({ animations: "disabled", path: `public/screenshots/${file}` });
    }
  });
}
