import { createOTP } from "@better-auth/utils/otp";
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
      const ada = await invitePerson(server, "ada");
      await ada.api.close();
      const own = await signedIn(server, look, ada);
      await addAuthenticator(own);
      await page.context().addCookies([
        { name: "locale", value: look.locale, url: server.url },
        { name: "theme", value: look.theme, url: server.url },
      ]);
      const enterFactor = async (kind: "totp" | "recovery", code: string) => {
        await page.goto(`${server.url}/sign-in`);
        await enterPassword(page, words, ada);
        if (kind === "recovery")
          await page.getByRole("button", { name: words("access.factor.useRecovery") }).click();
        await page.getByLabel(words(`access.factor.${kind}`)).fill(code);
        await page
          .getByRole("button", { name: words("access.factor.submit"), exact: true })
          .click();
      };
      const isIn = () => expect(page).toHaveURL(/\/machines/);
      const isRefused = () =>
        expect(page.getByRole("alert").getByText(words.problem("factorWrong").title)).toBeVisible();
      const leave = () => page.context().clearCookies({ name: /session/ });

      await own.goto("/settings/security");
      await expectAccessible(own);
      const totp = await addTotp(own, words);
      await keep(own, "recovery-codes", look);
      await expectAccessible(own, "[role=alertdialog]");
      const [recovery = ""] = await own
        .getByRole("alertdialog")
        .getByRole("listitem")
        .allInnerTexts();
      await own
        .getByRole("alertdialog")
        .getByRole("button", { name: words("access.security.recovery.kept"), exact: true })
        .last()
        .click();

      await test.step("the code that set it up is spent, the next one is taken", async () => {
        await enterFactor("totp", await totp.codeAt(0));
        await isRefused();
        await enterFactor("totp", await totp.codeAt(1));
        await isIn();
      });

      await test.step("a recovery code works once", async () => {
        await leave();
        await enterFactor("recovery", recovery);
        await isIn();
        await leave();
        await enterFactor("recovery", recovery);
        await isRefused();
      });

      await test.step("a passkey signs in alone", async () => {
        await addPasskey(own, words);
        await keep(own, "security", look);
        await expectAccessible(own);
        await page.context().clearCookies();
        await own.context().clearCookies({ name: /session/ });
        await own.goto("/sign-in");
        await own.getByRole("button", { name: words("access.passkeySignIn") }).click();
        await expect(own).toHaveURL(/\/machines/);
      });

      await test.step("a session that is ended leaves its page within two seconds", async () => {
        const other = await own.context().browser()?.newContext({ baseURL: server.url });
        if (!other) throw new Error("no browser");
        await other.close();
        await own.goto("/settings/sessions");
      });
    });
  });
}

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
