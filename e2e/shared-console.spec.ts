import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessibility";
import type { Api } from "./fixtures/api";
import { type AppServer, startAppServer } from "./fixtures/app-server";
import { type Echo, withEchoGuest } from "./fixtures/echo-guest";
import { type Look, looks } from "./fixtures/look";
import { invitePerson } from "./fixtures/people";
import { expect, test as fleetTest } from "./fixtures/test";
import { type Words, wordsOf } from "./fixtures/words";
import { registerHosts } from "./lab/register";
import { ConsolePage } from "./pages/console-page";

/** The owner ada, an operator bob, and eve who may only look; one machine that echoes keys. */
interface Team {
  server: AppServer;
  people: Map<string, Api>;
}

interface Fixtures {
  echo: Echo;
  /** A console of one of the team in a browser of their own. */
  enter: (name: string) => Promise<ConsolePage>;
}

const test = fleetTest.extend<Fixtures, { team: Team }>({
  team: [
    async ({ lab }, use) => {
      const server = await startAppServer();
      await registerHosts(lab, (await server.api()).client);
      const people = new Map([
        ["ada", await server.api()],
        ["bob", (await invitePerson(server, "bob", "operator")).api],
        ["eve", (await invitePerson(server, "eve", "consoleViewer")).api],
      ]);
      await use({ server, people });
      for (const api of people.values()) await api.close();
      await server.dispose();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  echo: ({ lab, team }, use) => withEchoGuest(lab, team.server, use),
  enter: async ({ browser, guard, look, team }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (name) => {
      const context = await newContext(browser, team.server.url, look, team.people.get(name));
      contexts.push(context);
      guard.watch(context);
      return new ConsolePage(await context.newPage(), wordsOf(look.locale));
    });
    for (const context of contexts) await context.close();
  },
});

async function newContext(
  browser: Browser,
  url: string,
  look: Look,
  api: Api | undefined,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1280, height: 800 },
    locale: look.locale,
    colorScheme: look.theme,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const session = (api?.cookie.split("; ") ?? []).map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
  const chosen = { locale: look.locale, theme: look.theme };
  const own = Object.entries(chosen).map(([name, value]) => ({ name, value, url }));
  await context.addCookies([...session, ...own]);
  return context;
}

const status = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });

async function open(console: ConsolePage, echo: Echo): Promise<void> {
  await console.open(echo.path);
  await console.live();
  await console.picture();
}

async function press(console: ConsolePage, ...keys: string[]): Promise<void> {
  await console.canvas.focus();
  for (const key of keys) await console.page.keyboard.press(key);
}

/** What the driver types is on both screens; whatever the other typed before is on neither. */
async function onlyDriverTypes(driver: ConsolePage, other: ConsolePage): Promise<void> {
  const before = await driver.picture();
  expect(await other.picture()).toBe(before);
  await press(other, "x", "y", "Enter");
  await press(driver, "a");
  await expect.poll(() => driver.pixels()).not.toBe(before);
  const after = await driver.picture();
  await expect.poll(() => other.pixels()).toBe(after);
}

test("two people share a console: presence, asking, handing over, taking over, closing", async ({
  enter,
  echo,
  words,
}) => {
  const [ada, bob] = [await enter("ada"), await enter("bob")];
  await open(ada, echo);
  await open(bob, echo);
  await expect(ada.button("console.team.release")).toBeVisible();
  await expect(status(bob.page, words("console.team.drives", { name: "ada" }))).toBeVisible();
  await onlyDriverTypes(ada, bob);

  await bob.button("console.team.ask").click();
  await expect(status(ada.page, words("console.team.asks", { name: "bob" }))).toBeVisible();
  await ada.button("console.team.give").click();
  await expect(status(bob.page, words("console.team.youDrive"))).toBeVisible();
  await onlyDriverTypes(bob, ada);

  await expect(bob.button("console.team.takeOver")).toHaveCount(0);
  await ada.button("console.team.takeOver").click();
  const told = words("console.team.told.takenOver", { by: "ada" });
  await expect(bob.page.getByText(told)).toBeVisible();
  await expect(bob.button("console.team.takeOver")).toHaveAttribute("aria-disabled", "true");
  await onlyDriverTypes(ada, bob);

  await ada.page.getByRole("button", { name: words("console.team.people", { count: 2 }) }).click();
  await ada.page
    .getByRole("menuitem", { name: words("console.team.close", { name: "bob" }) })
    .click();
  await expect(bob.screen).toContainText(words("console.ends.kicked.title", { by: "ada" }));
});

test("who may only look is shown the console view-only, and types nothing", async ({
  enter,
  echo,
  words,
}) => {
  const [ada, eve] = [await enter("ada"), await enter("eve")];
  await open(ada, echo);
  await open(eve, echo);
  await expect(eve.button("console.team.ask")).toHaveCount(0);
  await expect(status(eve.page, words("console.team.drives", { name: "ada" }))).toBeVisible();
  await onlyDriverTypes(ada, eve);
});

test("a guest without an account watches, and is cut off when the link is revoked", async ({
  enter,
  echo,
  words,
}) => {
  const [ada, guest] = [await enter("ada"), await enter("nobody")];
  await open(ada, echo);
  const link = await makeLink(ada, words);
  const requests: string[] = [];
  guest.page.on("request", (request) => {
    const headers = Object.entries(request.headers()).filter(([name]) => name !== "cookie");
    requests.push(request.url(), JSON.stringify(headers));
  });
  await guest.open(link);
  await guest.live();
  const secret = link.slice(link.indexOf("#") + 1);
  expect(secret).toHaveLength(43);
  expect(requests.filter((text) => text.replace(/#.*/, "").includes(secret))).toEqual([]);
  await ada.page.keyboard.press("Escape");
  await onlyDriverTypes(ada, guest);
  await ada.button("console.tools.share").click();
  await ada.page
    .getByRole("button", { name: words("console.guest.revoke") })
    .first()
    .click();
  await expect(guest.screen).toContainText(words("console.ends.guestOver.title"));
  await guest.page.reload();
  await expect(guest.screen).toContainText(words.problem("guestLinkOver").title);
});

async function makeLink(console: ConsolePage, words: Words): Promise<string> {
  await console.button("console.tools.share").click();
  await console.button("console.guest.create").click();
  const link = console.page.getByRole("status").filter({ hasText: words("console.guest.once") });
  return (await link.locator("pre").innerText()).trim();
}

test("a text is typed as keys, and what the layout cannot make is named first", async ({
  enter,
  echo,
  words,
}) => {
  const ada = await enter("ada");
  await open(ada, echo);
  const before = await ada.picture();
  await ada.button("console.tools.typeText").click();
  const panel = ada.page.getByRole("region", { name: words("console.type.title") });
  await panel.getByRole("textbox").fill("héllo");
  await expect(panel.getByRole("alert")).toHaveText(
    words("console.type.missing", { characters: "é" }),
  );
  await panel.getByRole("textbox").fill("hello");
  await panel.getByRole("button", { name: words("console.type.type"), exact: true }).click();
  await expect.poll(() => ada.pixels()).not.toBe(before);
});

for (const look of looks.filter(({ locale, theme }) => (locale === "en") === (theme === "light"))) {
  test.describe(`${look.locale} ${look.theme}`, () => {
    test.use({ look });
    test("a shared console, its panels and the guest's page are accessible", async ({
      enter,
      echo,
      words,
    }) => {
      const [ada, bob, guest] = [await enter("ada"), await enter("bob"), await enter("nobody")];
      const keep = async ({ page }: ConsolePage, name: string) => {
        const path = `test-results/pages/console-${name}-${look.locale}-${look.theme}.png`;
        await page.screenshot({ path, animations: "disabled" });
        await expectAccessible(page);
      };
      await open(ada, echo);
      await open(bob, echo);
      await bob.button("console.team.ask").click();
      await expect(status(ada.page, words("console.team.asks", { name: "bob" }))).toBeVisible();
      await ada.button("console.tools.typeText").click();
      await keep(ada, "driver");
      await keep(bob, "asking");
      const link = await makeLink(ada, words);
      await keep(ada, "guest-link");
      await guest.open(link);
      await guest.live();
      await guest.picture();
      await keep(guest, "guest");
    });
  });
}
