-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN "machineUuid" TEXT;

-- CreateTable
CREATE TABLE "audit_checkpoint" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "count" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "signature" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "audit_witness" (
    "hostId" TEXT NOT NULL PRIMARY KEY,
    "hostName" TEXT NOT NULL,
    "seq" INTEGER,
    "at" DATETIME,
    "triedAt" DATETIME NOT NULL,
    "problem" TEXT
);

-- CreateIndex
CREATE INDEX "audit_event_machineUuid_idx" ON "audit_event"("machineUuid");
