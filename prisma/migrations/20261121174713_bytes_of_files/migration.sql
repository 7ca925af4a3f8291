-- AlterTable
ALTER TABLE "files" ADD COLUMN     "loose_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "preview_path" VARCHAR(1024);

-- CreateTable
CREATE TABLE "preview_jobs" (
    "file_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "preview_jobs_pkey" PRIMARY KEY ("file_id")
);

-- CreateTable
CREATE TABLE "removals" (
    "path" VARCHAR(1024) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_at" TIMESTAMPTZ(3),

    CONSTRAINT "removals_pkey" PRIMARY KEY ("path")
);

-- CreateTable
CREATE TABLE "secrets" (
    "name" VARCHAR(255) NOT NULL,
    "value" BYTEA NOT NULL,

    CONSTRAINT "secrets_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "preview_jobs_due_at_idx" ON "preview_jobs"("due_at");

-- CreateIndex
CREATE INDEX "removals_due_at_idx" ON "removals"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "files_preview_path_key" ON "files"("preview_path");

-- AddForeignKey
ALTER TABLE "preview_jobs" ADD CONSTRAINT "preview_jobs_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What there is of a file in the store goes with its row, whatever takes that: a mutation, a cascade, or a hand.
CREATE FUNCTION "remove_bytes_of_files"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "removals" ("path")
    SELECT "storage_path" FROM "gone" UNION ALL SELECT "preview_path" FROM "gone" WHERE "preview_path" IS NOT NULL
    ON CONFLICT ("path") DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER "files_removed" AFTER DELETE ON "files" REFERENCING OLD TABLE AS "gone"
    FOR EACH STATEMENT EXECUTE FUNCTION "remove_bytes_of_files"();

ALTER TABLE "files"
    ADD CONSTRAINT "files_preview_path_check" CHECK ("preview_path" <> '');

ALTER TABLE "preview_jobs"
    ADD CONSTRAINT "preview_jobs_attempts_check" CHECK ("attempts" >= 0);

ALTER TABLE "removals"
    ADD CONSTRAINT "removals_path_check" CHECK ("path" <> '');
