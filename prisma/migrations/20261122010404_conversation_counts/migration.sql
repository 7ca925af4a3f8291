-- CreateTable
CREATE TABLE "conversation_counts" (
    "space_id" UUID NOT NULL,
    "state" "conversation_state" NOT NULL,
    "owner_id" UUID NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "conversation_counts_pkey" PRIMARY KEY ("space_id","state")
);

-- CreateIndex
CREATE INDEX "conversation_counts_owner_id_state_idx" ON "conversation_counts"("owner_id", "state");

-- AddForeignKey
ALTER TABLE "conversation_counts" ADD CONSTRAINT "conversation_counts_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "spaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "conversation_counts" ADD CONSTRAINT "conversation_counts_count_check" CHECK ("count" >= 0);

-- These run at the end of a statement, by when whoever adds, moves or removes conversations has locked their owner's row:
-- so no two writes wait for each other's counts.

CREATE FUNCTION "count_new_conversations"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "conversation_counts" AS "known" ("space_id", "state", "owner_id", "count")
    SELECT "space_id", "state", "owner_id", count(*) FROM "new" GROUP BY 1, 2, 3 ORDER BY 1, 2
    ON CONFLICT ("space_id", "state") DO UPDATE SET "count" = "known"."count" + "excluded"."count";
    RETURN NULL;
END $$;

CREATE FUNCTION "count_old_conversations"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "conversation_counts" "known" SET "count" = "known"."count" - "gone"."count"
    FROM (SELECT "space_id", "state", count(*) AS "count" FROM "old" GROUP BY 1, 2) "gone"
    WHERE "known"."space_id" = "gone"."space_id" AND "known"."state" = "gone"."state";
    RETURN NULL;
END $$;

CREATE FUNCTION "count_moved_conversation"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "conversation_counts" SET "count" = "count" - 1
    WHERE "space_id" = OLD."space_id" AND "state" = OLD."state";
    INSERT INTO "conversation_counts" AS "known" ("space_id", "state", "owner_id", "count")
    VALUES (NEW."space_id", NEW."state", NEW."owner_id", 1)
    ON CONFLICT ("space_id", "state") DO UPDATE SET "count" = "known"."count" + 1;
    RETURN NULL;
END $$;

CREATE TRIGGER "count_new_conversations" AFTER INSERT ON "conversations"
    REFERENCING NEW TABLE AS "new" FOR EACH STATEMENT EXECUTE FUNCTION "count_new_conversations"();

CREATE TRIGGER "count_old_conversations" AFTER DELETE ON "conversations"
    REFERENCING OLD TABLE AS "old" FOR EACH STATEMENT EXECUTE FUNCTION "count_old_conversations"();

CREATE TRIGGER "count_moved_conversation" AFTER UPDATE OF "state", "space_id" ON "conversations"
    FOR EACH ROW WHEN (OLD."state" <> NEW."state" OR OLD."space_id" <> NEW."space_id")
    EXECUTE FUNCTION "count_moved_conversation"();

-- Now that every change counts.
INSERT INTO "conversation_counts" ("space_id", "state", "owner_id", "count")
SELECT "space_id", "state", "owner_id", count(*) FROM "conversations" GROUP BY 1, 2, 3;
