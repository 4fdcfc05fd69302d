/** Another live server holds the database; `message` names it and says what to do. */
export class AlreadyRunningError extends Error {
  constructor(holder: string | null) {
    super(
      `another server${holder ? ` (${holder})` : ""} already runs on this database; stop it, or give this one a database of its own`,
    );
    this.name = "AlreadyRunningError";
  }
}
