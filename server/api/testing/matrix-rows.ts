import type { Action } from "../../rights/schema";

/** The objects that one column of the matrix is about. */
export interface Place {
  hostId: string;
  uuid: string;
  projectId: string;
}

type On = "fleet" | "machine" | "host" | "project";

export interface Row {
  /** By hand, from what the procedure means; never read from the router. */
  needs: readonly (readonly [Action, On])[];
  input?: (place: Place) => unknown;
}

const intent = "intent-0000";
const machine = ({ hostId, uuid }: Place) => ({ hostId, uuid });
const aMachine = (place: Place) => ({ machine: machine(place) });
const machines = (place: Place) => ({ machines: [machine(place)], intent });
const aWebhook = {
  name: "hook",
  events: ["host.down"],
  q: "",
  locale: "en",
  allowPrivate: false,
};
const manageAccess = [["access.manage", "fleet"]] as const;
const ulid = "0".repeat(26);
const seat = (place: Place) => ({ ...aMachine(place), seatId: ulid });
const twoSeats = (place: Place) => ({ ...seat(place), toSeatId: ulid });
const aHost = ({ hostId }: Place) => ({ hostId });
const fingerprint = `SHA256:${"a".repeat(43)}`;
const uri = "qemu+ssh://root@nowhere.invalid/system";
const options = { mode: "managed" };
const target = (place: Place) => ({ ...aMachine(place), destinationId: place.hostId, options });
const grantTo = {
  subject: { kind: "person", personId: "p" },
  role: { kind: "builtIn", role: "viewer" },
};

/** Procedures that ask the book before anything else. The others are `own`, `open` or `filtered` below. */
export const rows: Record<string, Row> = {
  "audit.list": { needs: [["audit.view", "fleet"]], input: () => ({}) },
  "audit.tail": { needs: [["audit.view", "fleet"]], input: () => ({}) },
  "audit.timeline": { needs: [["machine.view", "machine"]], input: aMachine },
  "audit.standing": { needs: [["audit.view", "fleet"]] },
  "audit.verify": { needs: [["audit.view", "fleet"]] },
  "audit.settings": { needs: [["fleet.settings", "fleet"]] },
  "audit.changeSettings": {
    needs: [["fleet.settings", "fleet"]],
    input: () => ({ reason: "none", syslog: null, retentionDays: null }),
  },
  "consoles.presence": { needs: [["machine.console.view", "machine"]], input: aMachine },
  "consoles.thumbnail": { needs: [["machine.console.view", "machine"]], input: aMachine },
  "consoles.askControl": { needs: [["machine.console.control", "machine"]], input: seat },
  "consoles.releaseControl": { needs: [["machine.console.control", "machine"]], input: seat },
  "consoles.handOver": { needs: [["machine.console.control", "machine"]], input: twoSeats },
  "consoles.declineControl": { needs: [["machine.console.control", "machine"]], input: twoSeats },
  "consoles.takeOver": { needs: [["machine.console.takeover", "machine"]], input: seat },
  "consoles.kick": { needs: [["machine.console.takeover", "machine"]], input: seat },
  "consoles.createViewerFile": { needs: [["machine.console.control", "machine"]], input: aMachine },
  "consoles.guestLinks": { needs: [["machine.console.control", "machine"]], input: aMachine },
  "consoles.createGuestLink": {
    needs: [["machine.console.control", "machine"]],
    input: (place) => ({ ...aMachine(place), minutes: 15 }),
  },
  "consoles.revokeGuestLink": {
    needs: [["machine.console.control", "machine"]],
    input: (place) => ({ ...aMachine(place), linkId: ulid }),
  },
  "database.get": { needs: [["fleet.settings", "fleet"]] },
  "database.backUp": { needs: [["fleet.settings", "fleet"]], input: () => ({ intent }) },
  "database.rotateKey": { needs: [["fleet.settings", "fleet"]], input: () => ({ intent }) },
  "database.settings": {
    needs: [["fleet.settings", "fleet"]],
    input: () => ({ nightly: true, keep: 3 }),
  },
  "consoles.open": {
    needs: [["machine.console.control", "machine"]],
    input: (place) => ({ ...aMachine(place), kind: "vnc", mode: "control" }),
  },
  "consoles.open (view)": {
    needs: [["machine.console.view", "machine"]],
    input: (place) => ({ ...aMachine(place), kind: "vnc", mode: "view" }),
  },
  "hosts.identity": { needs: [["host.manage", "fleet"]] },
  "hosts.local": { needs: [["host.manage", "fleet"]] },
  "hosts.parse": { needs: [["host.manage", "fleet"]], input: () => ({ text: "root@kvm9" }) },
  "hosts.probe": { needs: [["host.manage", "fleet"]], input: () => ({ uri }) },
  "hosts.installKey": {
    needs: [["host.manage", "fleet"]],
    input: () => ({ uri, hostKeySha256: fingerprint, password: "secret" }),
  },
  "hosts.add": { needs: [["host.manage", "fleet"]], input: () => ({ uri, name: "kvm9", intent }) },
  "hosts.get": { needs: [["host.view", "host"]], input: aHost },
  "hosts.rename": {
    needs: [["host.manage", "host"]],
    input: (place) => ({ ...aHost(place), name: "other" }),
  },
  "hosts.repin": {
    needs: [["host.manage", "host"]],
    input: (place) => ({ ...aHost(place), hostKeySha256: fingerprint }),
  },
  "hosts.remove": { needs: [["host.manage", "host"]], input: aHost },
  "hosts.reconnect": { needs: [["host.manage", "host"]], input: aHost },
  "inventory.machineSamples": { needs: [["machine.stats", "machine"]], input: aMachine },
  "inventory.hostSamples": { needs: [["host.view", "host"]], input: aHost },
  "machines.get": { needs: [["machine.view", "machine"]], input: aMachine },
  "machines.xml": { needs: [["machine.view", "machine"]], input: aMachine },
  "machines.start": { needs: [["machine.power.on", "machine"]], input: machines },
  "machines.shutdown": { needs: [["machine.power.soft", "machine"]], input: machines },
  "machines.reboot": { needs: [["machine.power.soft", "machine"]], input: machines },
  "machines.reset": { needs: [["machine.power.hard", "machine"]], input: machines },
  "machines.forceOff": { needs: [["machine.power.hard", "machine"]], input: machines },
  "machines.pause": { needs: [["machine.pause", "machine"]], input: machines },
  "machines.resume": { needs: [["machine.pause", "machine"]], input: machines },
  "migrations.destinations": { needs: [["machine.migrate", "machine"]], input: aMachine },
  "migrations.precheck": {
    needs: [
      ["machine.migrate", "machine"],
      ["host.place", "host"],
    ],
    input: target,
  },
  "migrations.start": {
    needs: [
      ["machine.migrate", "machine"],
      ["host.place", "host"],
    ],
    input: (place) => ({ ...target(place), intent }),
  },
  "migrations.start (unsafe)": {
    needs: [
      ["machine.migrate", "machine"],
      ["host.place", "host"],
      ["machine.migrateUnsafe", "machine"],
    ],
    input: (place) => ({ ...target(place), options: { ...options, acceptUnsafe: true }, intent }),
  },
  "people.list": { needs: manageAccess },
  "people.invite": {
    needs: manageAccess,
    input: () => ({ label: "grace", groupIds: [], grants: [], expiresInHours: 1 }),
  },
  "people.withdrawInvitation": { needs: manageAccess, input: () => ({ invitationId: "i" }) },
  "people.rename": { needs: manageAccess, input: () => ({ personId: "p", name: "grace" }) },
  "people.enable": { needs: manageAccess, input: () => ({ personId: "p", enabled: false }) },
  "people.remove": { needs: manageAccess, input: () => ({ personId: "p" }) },
  "people.resetFactors": { needs: manageAccess, input: () => ({ personId: "p" }) },
  "people.createGroup": { needs: manageAccess, input: () => ({ name: "team" }) },
  "people.renameGroup": { needs: manageAccess, input: () => ({ groupId: "g", name: "team" }) },
  "people.removeGroup": { needs: manageAccess, input: () => ({ groupId: "g" }) },
  "people.setMember": {
    needs: manageAccess,
    input: () => ({ groupId: "g", personId: "p", member: true }),
  },
  "session.setLimits": {
    needs: manageAccess,
    input: () => ({ idleHours: 1, absoluteHours: 24 }),
  },
  "projects.create": { needs: [["access.manage", "fleet"]], input: () => ({ name: "new" }) },
  "projects.rename": {
    needs: [["access.manage", "fleet"]],
    input: ({ projectId }) => ({ projectId, name: "new" }),
  },
  "projects.delete": {
    needs: [["access.manage", "fleet"]],
    input: ({ projectId }) => ({ projectId }),
  },
  "projects.assign": {
    needs: [
      ["access.manage", "machine"],
      ["access.manage", "project"],
    ],
    input: ({ uuid, projectId }) => ({ machineUuids: [uuid], projectId }),
  },
  "rights.grants": { needs: [["access.manage", "fleet"]] },
  "rights.subjects": { needs: [["access.manage", "fleet"]] },
  "rights.roles": { needs: [["access.manage", "fleet"]] },
  "rights.addGrant": {
    needs: [["access.manage", "project"]],
    input: ({ projectId }) => ({ ...grantTo, scope: { kind: "project", projectId } }),
  },
  "rights.removeGrant": { needs: [["access.manage", "fleet"]], input: () => ({ grantId: "g" }) },
  "rights.createRole": {
    needs: [["access.manage", "fleet"]],
    input: () => ({ name: "r", actions: ["machine.view"] }),
  },
  "rights.updateRole": {
    needs: [["access.manage", "fleet"]],
    input: () => ({ roleId: "r", name: "r", actions: ["machine.view"] }),
  },
  "rights.deleteRole": { needs: [["access.manage", "fleet"]], input: () => ({ roleId: "r" }) },
  "webhooks.list": { needs: [["fleet.settings", "fleet"]] },
  "webhooks.deliveries": { needs: [["fleet.settings", "fleet"]], input: () => ({ id: "w" }) },
  "webhooks.create": {
    needs: [["fleet.settings", "fleet"]],
    input: () => ({ ...aWebhook, kind: "json", url: "https://192.0.2.1/hook" }),
  },
  "webhooks.update": {
    needs: [["fleet.settings", "fleet"]],
    input: () => ({ ...aWebhook, id: "w", enabled: true }),
  },
  "webhooks.remove": { needs: [["fleet.settings", "fleet"]], input: () => ({ id: "w" }) },
  "webhooks.test": { needs: [["fleet.settings", "fleet"]], input: () => ({ id: "w" }) },
};

/** Without a session as well. */
export const openToStrangers = [
  "consoles.enterAsGuest",
  "invitation.accept",
  "invitation.open",
  "session.askPasskey",
  "session.factorPasskey",
  "session.me",
  "session.signIn",
  "session.signInFactor",
  "session.signInPasskey",
  "setup.claim",
  "setup.state",
];

/** About the caller himself; nobody else can be named in their input. */
export const own = [
  "audit.mine",
  "rights.explain",
  "rights.mine",
  "security.addPasskey",
  "security.beginPasskey",
  "security.beginTotp",
  "security.changePassword",
  "security.confirmTotp",
  "security.get",
  "security.removePasskey",
  "security.removeTotp",
  "security.renewRecoveryCodes",
  "session.limits",
  "session.list",
  "session.preferences",
  "session.revoke",
  "session.revokeOthers",
  "session.signOut",
  "session.stepUp",
  "session.stepUpPasskey",
  "session.stepUpWays",
  "tokens.create",
  "tokens.revoke",
];

/** Answer item by item; what they let through is tested where their data is. */
export const filtered = [
  "hosts.list",
  "inventory.watch",
  "machines.list",
  "migrations.get",
  "migrations.list",
  "migrations.search",
  "operations.cancel",
  "operations.get",
  "operations.list",
  "operations.retry",
  "operations.watch",
  "projects.list",
  "tokens.list",
];
