-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN     "machineUuid" TEXT;

-- CreateTable
CREATE TABLE "audit_checkpoint" (
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "signature" TEXT NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_witness" (
    "hostId" TEXT NOT NULL,
    "hostName" TEXT NOT NULL,
    "seq" INTEGER,
    "at" TIMESTAMP(3),
    "triedAt" TIMESTAMP(3) NOT NULL,
    "problem" TEXT,

    CONSTRAINT "audit_witness_pkey" PRIMARY KEY ("hostId")
);

-- CreateIndex
CREATE INDEX "audit_event_machineUuid_idx" ON "audit_event"("machineUuid");
