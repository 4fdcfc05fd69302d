/** The lab's command line: `npm run lab -- COMMAND`; without a command it raises the lab. */
import { parseArgs } from "node:util";
import { describeLab } from "./describe-lab";
import { LabError } from "./errors";
import { installPackages } from "./install-packages";
import { defaultPlace, downLab, openLab, raiseLab } from "./lab";
import { installLine, missingPackages } from "./packages";
import { registerInProduct } from "./register-in-product";
import { findResidue } from "./residue";
import { readState, storageKinds } from "./state";
import { takeDown } from "./take-down";

const usage = `npm run lab -- COMMAND [--name NAME]

  up            raise the lab: real KVM hosts on this machine (default command)
                  --hosts N            1 to 9, default 3
                  --storage KIND       gluster (default: safe to migrate on) or bind
                  --guests KIND        demo (default) or none
                  --register           then register as below
  down          end the lab and leave nothing behind
  status        what is up, and how to reach it
  register      add the hosts to a running Flotilla, its key let in and theirs compared
                  --user NAME          who adds them; the password is asked for, or taken
                                       from $FLOTILLA_PASSWORD
                  --url URL            default http://127.0.0.1:8420
  exec HOST -- COMMAND …   run a command inside a host
  check         name everything a lab taken down has left on this machine
  packages      list the missing Debian packages
                  --install            install them (as root)

NAME, else $FLOTILLA_LAB_NAME, lets several labs live side by side.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: "string" },
    hosts: { type: "string" },
    storage: { type: "string" },
    guests: { type: "string" },
    register: { type: "boolean" },
    url: { type: "string" },
    user: { type: "string" },
    install: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  },
});

const commands: Record<string, () => Promise<void>> = {
  up,
  down: () => downLab(values.name),
  status: async () => print(await describeLab(await openLab(values.name))),
  register,
  exec,
  check,
  packages,
};

async function up(): Promise<void> {
  const begin = performance.now();
  const storage = oneOf("--storage", values.storage ?? "gluster", storageKinds);
  const guests = oneOf("--guests", values.guests ?? "demo", ["demo", "none"] as const);
  // What is half up when a person loses patience goes; raising then fails, and removes the rest.
  process.once("SIGINT", () => {
    print("interrupted: taking down what is there");
    takeDown(defaultPlace(values.name)).catch(() => {});
  });
  const lab = await raiseLab({
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values.hosts === undefined ? {} : { hosts: Number(values.hosts) }),
    storage,
    guests,
    onStep: (step) => print(`${seconds(begin)}  ${step}`),
  });
  print(`${seconds(begin)}  up\n\n${await describeLab(lab)}`);
  if (values.register === true) await register();
}

async function register(): Promise<void> {
  const lab = await openLab(values.name);
  const registered = await registerInProduct(lab, { url: values.url, user: values.user });
  const lines = registered.map(
    ({ name, uri, hostId }) => `${hostId === undefined ? "known" : "added"}  ${name}  ${uri}`,
  );
  print(lines.join("\n"));
}

async function exec(): Promise<void> {
  const [, host, program, ...args] = positionals;
  if (host === undefined || program === undefined) throw new LabError("usage", usage);
  const lab = await openLab(values.name);
  const result = await lab.host(host).attempt([program, ...args]);
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  process.exitCode = result.code;
}

async function check(): Promise<void> {
  const place = defaultPlace(values.name);
  if ((await readState(place))?.phase === "up") {
    throw new LabError("usage", `lab "${place.name}" is up; check says what is left after down`);
  }
  const left = await findResidue(place);
  if (left.length > 0) throw new LabError("residue", left.join("\n"));
  print("nothing left");
}

async function packages(): Promise<void> {
  if (values.install === true) {
    const installed = await installPackages();
    print(installed.length === 0 ? "nothing missing" : `installed: ${installed.join(" ")}`);
    return;
  }
  const missing = await missingPackages();
  print(missing.length === 0 ? "nothing missing" : installLine(missing));
  if (missing.length > 0) process.exitCode = 1;
}

function oneOf<const T extends string>(flag: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    throw new LabError("usage", `${flag}: ${choices.join(" or ")}, not ${value}`);
  }
  return found;
}

function seconds(begin: number): string {
  return `${((performance.now() - begin) / 1000).toFixed(1).padStart(5)} s`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const [name = "up"] = positionals;
const command = commands[name];
if (values.help === true || command === undefined) {
  print(usage);
  process.exitCode = values.help === true ? 0 : 2;
} else {
  await command().catch((error: unknown) => {
    process.stderr.write(
      `lab: ${error instanceof LabError ? error.message : (error instanceof Error && error.stack) || String(error)}\n`,
    );
    process.exitCode = 1;
  });
}
