import { backUpNow } from "../../database/back-up";
import { updateBackupSettings } from "../../database/backup-settings";
import { getDatabase } from "../../database/get";
import { rotateMasterKey } from "../../database/rotate-master-key";
import { BackupSettings, DatabaseIntent } from "../../database/schema";
import { onFleet } from "../../rights/requirements";
import { Nothing, needing, proved, router } from "../trpc";

const manage = () => [onFleet("fleet.settings")];

export const databaseRouter = router({
  get: needing(Nothing, manage).query(({ ctx }) => getDatabase(ctx.verb)),
  backUp: needing(DatabaseIntent, manage).mutation(({ ctx, input }) => backUpNow(ctx.verb, input)),
  settings: needing(BackupSettings, manage).mutation(({ ctx, input }) =>
    updateBackupSettings(ctx.verb, input),
  ),
  rotateKey: needing(DatabaseIntent, manage)
    .use(proved)
    .mutation(({ ctx, input }) => rotateMasterKey(ctx.verb, input)),
});
