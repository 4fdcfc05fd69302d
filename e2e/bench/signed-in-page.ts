import type { Browser, Page } from "@playwright/test";
import type { AppServer } from "../fixtures/app-server";
import { installRecorder } from "./page-recorder";

/** The owner's browser, with the recorder in each page. */
export async function signedInPage(browser: Browser, app: AppServer): Promise<Page> {
  const api = await app.api();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const cookies = api.cookie.split("; ").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name, value: value.join("="), url: app.url };
  });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await installRecorder(page);
  return page;
}
