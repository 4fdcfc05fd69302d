import type { Rights } from "../types";

/** For tests of what happens after the question: everything is allowed. */
export const allRights: Rights = {
  subject: { kind: "person", personId: "test" },
  subjectId: "test",
  can: () => true,
  require: () => {},
  reach: () => ({ everywhere: true, machineUuids: [], hostIds: [] }),
  grants: () => [],
};
