-- CreateTable
CREATE TABLE "guest_link" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "machineUuid" TEXT NOT NULL,
    "machineName" TEXT NOT NULL,
    "makerId" TEXT NOT NULL,
    "makerName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL,
    "revokedAt" DATETIME,
    "lastUsedAt" DATETIME,
    "uses" INTEGER NOT NULL DEFAULT 0
);

-- CreateIndex
CREATE UNIQUE INDEX "guest_link_hash_key" ON "guest_link"("hash");

-- CreateIndex
CREATE INDEX "guest_link_machineUuid_idx" ON "guest_link"("machineUuid");
