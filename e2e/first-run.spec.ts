import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessibility";
import { owner } from "./fixtures/app-server";
import { expect, test } from "./fixtures/test";
import { type Words, wordsOf } from "./fixtures/words";

const wrongCode = "AAAA-BBBB-CCCC";
/** Guessing is slowed down after a few tries, each wait twice as long as the one before. */
const triesMax = 8;

async function fillSetup(page: Page, words: Words, code: string): Promise<void> {
  await page.getByLabel(words("access.setup.code")).fill(code);
  await page.getByLabel(words("access.setup.name")).fill(owner.name);
  await page.getByLabel(words("access.setup.password"), { exact: true }).fill(owner.password);
}

test("a wrong set-up code is told as such, and guessing is slowed down", async ({
  page,
  freshServer,
  words,
}) => {
  await page.goto(freshServer.url);
  await expect(page).toHaveURL(/\/setup$/);
  await fillSetup(page, words, wrongCode);
  const submit = page.getByRole("button", { name: words("access.setup.submit") });
  const wrong = words.problem("setupCodeWrong");
  await guessUntilThrottled(page, submit, async () => {
    const told = page.getByRole("alert").filter({ hasText: wrong.title });
    await expect(told).toContainText(wrong.cause);
    await expect(told).toContainText(wrong.fix);
  });
  const throttled = page.getByRole("alert").filter({ hasText: words.problem("throttled").title });
  await expect(throttled).toContainText(words.problem("throttled").cause);
  await expect(submit).toBeEnabled({ timeout: 20_000 });
});

/** Presses the button until the server says that it waits; every refusal before looks the same. */
async function guessUntilThrottled(
  page: Page,
  submit: Locator,
  afterRefusal: () => Promise<void>,
): Promise<void> {
  for (let tries = 0; tries < triesMax; tries++) {
    const answered = page.waitForResponse(/api\/trpc\/(setup\.claim|session\.signIn)/);
    await submit.click();
    if ((await (await answered).text()).includes("throttled")) return;
    await afterRefusal();
  }
  throw new Error(`${triesMax} guesses were not slowed down`);
}

test("an empty form says what is missing, and nothing is sent", async ({
  page,
  freshServer,
  words,
}) => {
  await page.goto(freshServer.url);
  await page.getByRole("button", { name: words("access.setup.submit") }).click();
  for (const fault of ["codeEmpty", "nameEmpty", "passwordShort"] as const) {
    await expect(page.getByText(words(`access.setup.faults.${fault}`))).toBeVisible();
  }
  await expect(page.getByLabel(words("access.setup.code"))).toBeFocused();
  expect(freshServer.setupCode).toMatch(/\S/);
});

test("language and theme change at once, then the code makes the owner, once", async ({
  page,
  freshServer,
  words,
}) => {
  await page.goto(freshServer.url);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await fillSetup(page, words, freshServer.setupCode ?? "");
  await page.getByRole("radio", { name: "简体中文" }).click();
  const zh = wordsOf("zh-CN");
  await expect(page.getByRole("heading", { name: zh("access.setup.title") })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await page.getByRole("radio", { name: zh("settings.theme.options.dark") }).click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await expectAccessible(page);
  await page.getByRole("button", { name: zh("access.setup.submit") }).click();
  await expect(page).toHaveURL(/\/hosts\/new$/);
  await expect(page.getByRole("heading", { name: zh("hosts.add.title"), level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveClass(/dark/);

  await page.goto(`${freshServer.url}/setup`);
  await expect(page).toHaveURL(/\/machines$/);
  const again = await page.request.post(`${freshServer.url}/api/trpc/setup.claim`, {
    headers: { "x-flotilla": "1", origin: freshServer.url },
    data: { ...owner, code: freshServer.setupCode, locale: "en", theme: "light" },
  });
  expect(again.status()).toBe(404);
  expect(await again.text()).toContain("setupDone");
});

test("a browser that asks for Chinese gets it before anybody has chosen", async ({
  browser,
  freshServer,
}) => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(freshServer.url);
  const zh = wordsOf("zh-CN");
  await expect(page.getByRole("heading", { name: zh("access.setup.title") })).toBeVisible();
  await context.close();
});

test("a wrong password is told without saying which half is wrong, and is slowed down", async ({
  page,
  freshServer,
  words,
}) => {
  await freshServer.api();
  await page.goto(`${freshServer.url}/hosts`);
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fhosts$/);
  await page.getByLabel(words("access.signIn.name")).fill(owner.name);
  const password = page.getByLabel(words("access.signIn.password"), { exact: true });
  const submit = page.getByRole("button", { name: words("access.signIn.submit") });
  const wrong = words.problem("signInWrong");
  await password.fill("not the secret");
  await guessUntilThrottled(page, submit, async () => {
    await expect(page.getByRole("alert").filter({ hasText: wrong.title })).toContainText(wrong.fix);
  });
  await expect(page.getByText(words.problem("throttled").title)).toBeVisible();
  await password.fill(owner.password);
  await expect(submit).toBeEnabled({ timeout: 20_000 });
  await submit.click();
  await expect(page).toHaveURL(/\/hosts$/);
});

test("signing out ends the session, for what is open as well", async ({
  freshServer,
  signedIn,
  words,
}) => {
  const page = await signedIn(freshServer);
  await page.goto("/settings");
  await page.getByRole("button", { name: words("settings.profile.signOut") }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/machines");
  await expect(page).toHaveURL(/\/sign-in$/);
});
