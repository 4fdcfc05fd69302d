import { owner as person } from "./fixtures/app-server";
import { expect, labName, test } from "./fixtures/test";
import { attempt } from "./lab/run";

/** `npm run lab -- register`, as a person runs it without a terminal. */
function register(url: string, password: string) {
  const tsx = ["node_modules/tsx/dist/cli.mjs", "e2e/lab/main.ts"];
  const options = ["--name", labName, "--url", url, "--user", person.name];
  const env = { ...process.env, FLOTILLA_PASSWORD: password };
  return attempt([process.execPath, ...tsx, "register", ...options], { env });
}

test("the lab registers itself in a running Flotilla, and twice is once", async ({
  lab,
  freshServer,
  signedIn,
  words,
}) => {
  await freshServer.api();
  const first = await register(freshServer.url, person.password);
  expect(first.stderr).toBe("");
  expect(first.stdout.trim().split("\n")).toEqual(
    lab.hosts.map(({ name, uris }) => `added  ${name}  ${uris.sshPlain}`),
  );
  const page = await signedIn(freshServer);
  await page.goto("/hosts");
  for (const { name } of lab.hosts) {
    const row = page
      .getByRole("row")
      .filter({ has: page.getByRole("link", { name, exact: true }) });
    await expect(row).toContainText(words("hosts.link.words.online"));
  }
  const second = await register(freshServer.url, person.password);
  expect(second.stdout).toMatch(/^(known .*\n){3}$/);
});

test("register says in words what is wrong", async ({ lab, freshServer, words }) => {
  expect(lab.hosts).toHaveLength(3);
  await freshServer.api();
  const refused = await register(freshServer.url, "certainly wrong");
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(words.problem("signInWrong").title);
  const nobody = await register("http://127.0.0.1:1", person.password);
  expect(nobody.code).toBe(1);
  expect(nobody.stderr).toContain(words.problem("connectionLost", { peer: "server" }).title);
});
