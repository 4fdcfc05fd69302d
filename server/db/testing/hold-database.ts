/** Another process that holds a SQLite file: `BEGIN EXCLUSIVE`, says so, and lets go after a while. */
import Database from "libsql";

const [path = "", milliseconds = "0"] = process.argv.slice(2);
const db = new Database(path);
db.exec("BEGIN EXCLUSIVE");
process.stdout.write("held\n");
setTimeout(() => {
  db.exec("ROLLBACK");
  process.exit(0);
}, Number(milliseconds));
