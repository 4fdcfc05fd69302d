import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessibility";
import type { Credentials } from "./fixtures/api";
import type { Look } from "./fixtures/look";
import { invitePerson } from "./fixtures/people";
import { expect, test } from "./fixtures/test";
import type { Words } from "./fixtures/words";

const looks: readonly Look[] = [
  { locale: "en", theme: "light" },
  { locale: "zh-CN", theme: "dark" },
];
const STEP_MS = 30_000;

for (const look of looks) {
  test.describe(`${look.locale}-${look.theme}`, () => {
    test.use({ look, locale: look.locale, colorScheme: look.theme });

    test("a second factor is set up, asked for, and taken once; a session ends where it is told to", async ({
      freshServer,
      page,
      signedIn,
      words,
    }) => {
      // Passkeys are bound to a name: an IP address has none.
      const server = { ...freshServer, url: freshServer.url.replace("127.0.0.1", "localhost") };
      const grace = await invitePerson(server, "grace");
      // A sign-in brings the profile's look along.
      await grace.api.client.session.preferences.mutate(look);
      await grace.api.close();
      const own = await signedIn(server, look, grace);
      await addAuthenticator(own);
      await page.context().addCookies([
        { name: "locale", value: look.locale, url: server.url },
        { name: "theme", value: look.theme, url: server.url },
      ]);
      const enterFactor = async (kind: "totp" | "recovery", code: string) => {
        // The page before must not notice that its session is gone, and go somewhere by itself.
        await page.goto("about:blank");
        await page.context().clearCookies({ name: /session/ });
        await page.goto(`${server.url}/sign-in`);
        await enterPassword(page, words, grace);
        if (kind === "recovery")
          await page.getByRole("button", { name: words("access.factor.useRecovery") }).click();
        await page.getByLabel(words(`access.factor.${kind}`)).fill(code);
        await page
          .getByRole("button", { name: words("access.factor.submit"), exact: true })
          .click();
      };
      const isIn = () => page.getByRole("heading", { name: words("machines.title") }).waitFor();
      const isRefused = () =>
        expect(page.getByRole("alert").getByText(words.problem("factorWrong").title)).toBeVisible();

      await own.goto("/settings/security");
      const totp = await addTotp(own, words, look);
      const [code = "", nextCode = ""] = totp.recoveryCodes;

      await test.step("the code that set it up is spent, the next one is taken", async () => {
        await enterFactor("totp", totp.codeAt(0));
        await isRefused();
        await enterFactor("totp", totp.codeAt(1));
        await isIn();
      });

      await test.step("a recovery code works once", async () => {
        await enterFactor("recovery", code);
        await isIn();
        await enterFactor("recovery", code);
        await isRefused();
      });

      await test.step("a passkey signs in alone", async () => {
        await addPasskey(own, words);
        await expectAccessible(own);
        await keepPicture(own, "security-factors", look);
        await own.goto("about:blank");
        await own.context().clearCookies({ name: /session/ });
        await own.goto(`${server.url}/sign-in`);
        await own.getByRole("button", { name: words("access.passkeySignIn") }).click();
        await expect(own).toHaveURL(/\/machines/);
      });

      await test.step("the other sessions end, and their pages with them", async () => {
        await enterFactor("recovery", nextCode);
        await isIn();
        await own.goto("/settings/sessions");
        // The header, this one, the first browser's, three by the other browser, the invitation's.
        await expect(own.getByRole("row")).toHaveCount(7);
        await expectAccessible(own);
        await keepPicture(own, "sessions", look);
        await own.getByRole("row").last().getByRole("button").click();
        await expect(own.getByRole("row")).toHaveCount(6);
        await own.getByRole("button", { name: words("access.sessions.endOthers") }).click();
        await page.waitForURL(/\/sign-in/, { timeout: 2_000 });
        await expect(own.getByRole("row")).toHaveCount(2);
      });
    });
  });
}

async function enterPassword(page: Page, words: Words, who: Credentials): Promise<void> {
  await page.getByLabel(words("access.signIn.name"), { exact: true }).fill(who.name);
  await page.getByLabel(words("access.signIn.password"), { exact: true }).fill(who.password);
  await page.getByRole("button", { name: words("access.signIn.submit"), exact: true }).click();
}

/** Sets up the app from the key that is shown. Codes are counted from the one that confirmed it. */
async function addTotp(page: Page, words: Words, look: Look) {
  const dialog = page.getByRole("alertdialog");
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  await button(words("access.security.totp.add")).click();
  await expect(dialog.getByRole("img")).toBeVisible();
  await expectAccessible(page, "[role=alertdialog]");
  await keepPicture(page, "security-totp", look);
  const secret = (await dialog.locator("pre").innerText()).trim();
  const step = Math.floor(Date.now() / STEP_MS);
  const codeAt = (later: number) => codeOf(secret, step + later);
  await dialog.getByLabel(words("access.security.totp.code")).fill(codeAt(0));
  await button(words("access.security.totp.confirm")).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(10);
  await expectAccessible(page, "[role=alertdialog]");
  await keepPicture(page, "security-recovery-codes", look);
  const recoveryCodes = await dialog.getByRole("listitem").allInnerTexts();
  await button(words("access.security.recovery.kept")).click();
  await expect(button(words("access.security.totp.remove"))).toBeVisible();
  return { codeAt, recoveryCodes };
}

async function addPasskey(page: Page, words: Words): Promise<void> {
  const add = page.getByRole("button", { name: words("access.security.passkeys.add") });
  await add.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(words("access.security.passkeys.name")).fill("laptop");
  await dialog.getByRole("button", { name: words("access.security.passkeys.add") }).click();
  await expect(dialog).toHaveCount(0);
  await expect(
    page.getByRole("button", {
      name: words("access.security.passkeys.remove", { name: "laptop" }),
    }),
  ).toBeVisible();
}

const keepPicture = (page: Page, name: string, { locale, theme }: Look) =>
  page.screenshot({
    path: `test-results/pages/${name}-${locale}-${theme}.png`,
    animations: "disabled",
    fullPage: true,
  });

/** An authenticator that says yes, in place of the one in a laptop. */
async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
}

/** RFC 6238 by hand: what a phone makes of the key, not what the server's library does. */
function codeOf(secret: string, step: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((char) => alphabet.indexOf(char).toString(2).padStart(5, "0"));
  const bytes =
    bits
      .join("")
      .match(/.{8}/g)
      ?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", Buffer.from(bytes)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0xf;
  const number = hash.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}
