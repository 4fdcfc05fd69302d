-- CreateTable
CREATE TABLE "guest_link" (
    "id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "machineUuid" TEXT NOT NULL,
    "machineName" TEXT NOT NULL,
    "makerId" TEXT NOT NULL,
    "makerName" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "revokedAt" TIMESTAMP(3),
    "lastUsedAt" TIMESTAMP(3),
    "uses" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "guest_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "guest_link_hash_key" ON "guest_link"("hash");

-- CreateIndex
CREATE INDEX "guest_link_machineUuid_idx" ON "guest_link"("machineUuid");
