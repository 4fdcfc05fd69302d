/** A newer process holds the epoch: this one may write nothing any more. */
export class FencedError extends Error {
  constructor() {
    super("another server has taken over this database; this process may not act any more");
    this.name = "FencedError";
  }
}

/** Another live server holds the database; `message` names it and says what to do. */
export class AlreadyRunningError extends Error {
  constructor(holder: string | null) {
    super(
      `another server${holder ? ` (${holder})` : ""} already runs on this database; stop it, or give this one a database of its own`,
    );
    this.name = "AlreadyRunningError";
  }
}
