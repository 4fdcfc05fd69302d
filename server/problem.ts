/**
 * What went wrong, in a form that survives the wire and is read in the reader's language.
 * `code` selects title, cause and fix in the message catalogues (`problems.<code>`), `params` fill
 * them in, `detail` is the raw text of libvirt, SSH or QEMU: hostile input, shown as plain text only.
 */
export interface Problem {
  code: ProblemCode;
  params?: Record<string, string | number>;
  detail?: string;
}

export const problemCodes = [
  // requests
  "badInput",
  "unauthenticated",
  "forbidden",
  "rightNotHeld",
  "lastOwner",
  "roleInUse",
  "notFound",
  "conflict",
  "throttled",
  "reasonNeeded",
  "internal",
  "interrupted",
  "databaseAway",
  "databaseToolMissing",
  "databaseToolFailed",
  // programs
  "tokenWrong",
  "filterWrong",
  "methodNotAllowed",
  "mediaTypeWrong",
  "bodyTooLarge",
  "idempotencyReused",
  // first run and sign-in
  "setupCodeWrong",
  "setupDone",
  "nameTaken",
  "passwordTooShort",
  "signInWrong",
  "signInExpired",
  "factorWrong",
  "proofWrong",
  "stepUpNeeded",
  "passkeyRefused",
  // people
  "invitationGone",
  // host addresses
  "uriMalformed",
  "uriSchemeUnknown",
  "uriParamUnknown",
  "uriPortOutOfRange",
  "uriUnsupported",
  "hostKnown",
  // reaching a host
  "hostUnresolvable",
  "hostRefused",
  "hostUnreachable",
  "hostTimeout",
  "hostKeyUnknown",
  "hostKeyChanged",
  "keyRejected",
  "passwordRejected",
  "signInMethodMissing",
  "libvirtMissing",
  "libvirtDenied",
  "forwardingDenied",
  "certificateMissing",
  "certificateRefused",
  "certificateInvalid",
  "saslUnsupported",
  "saslRejected",
  "notSsh",
  "notLibvirt",
  "protocolBroken",
  "connectionLost",
  "noKvm",
  "hostBusy",
  "hostOffline",
  // machines
  "machineGone",
  "machineBusy",
  "machineStateWrong",
  "machineTransient",
  "machineMigrating",
  "outcomeUnknown",
  "rightWithdrawn",
  "imageLocked",
  "diskMissing",
  "networkInactive",
  "bridgeMissing",
  "bridgeUnseen",
  "noSpace",
  "accessDeniedOnHost",
  "agentMissing",
  "guestSilent",
  "libvirtFailed",
  "libvirtTooOld",
  // migrations
  "migrationSameHost",
  "migrationUnsafe",
  "migrationNotShared",
  "migrationCopyNowhere",
  "migrationCopyOntoItself",
  "migrationCopyOver",
  "migrationCpu",
  "migrationNameTaken",
  "migrationUnresolvable",
  "migrationDataRefused",
  "migrationPeerRefused",
  "migrationNoAddress",
  "migrationCancelled",
  "migrationTooLate",
  "migrationRolledBack",
  "migrationSplitBrain",
  "migrationLost",
  "migrationHeld",
  // consoles
  "consoleNotRunning",
  "consoleLeft",
  "consoleNotDriving",
  "guestLinkOver",
  "consoleNone",
  "consoleSpice",
  "consoleTicket",
  "consoleTaken",
  "consoleSerialBusy",
  // webhooks
  "webhookAddressRefused",
  "webhookRedirected",
  "webhookRefused",
  "webhookUnreachable",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Thrown by verbs; `message` is for the log, `problem` for people. */
export class AppError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: { message?: string; cause?: unknown }) {
    super(options?.message ?? problem.detail ?? problem.code, { cause: options?.cause });
    this.name = "AppError";
    this.problem = problem;
  }
}
