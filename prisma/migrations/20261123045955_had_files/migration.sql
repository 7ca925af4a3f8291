-- AlterTable
ALTER TABLE "messages" ADD COLUMN "had_files" BOOLEAN NOT NULL DEFAULT false;

-- At the end of a statement, by when the message is there that comes with its files in the same one.
CREATE FUNCTION "tell_message_of_file"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "messages" SET "had_files" = true WHERE "id" = NEW."message_id" AND NOT "had_files";
    RETURN NULL;
END
$$;

CREATE TRIGGER "tell_message_of_file" AFTER INSERT OR UPDATE OF "message_id" ON "files"
    FOR EACH ROW WHEN (NEW."message_id" IS NOT NULL) EXECUTE FUNCTION "tell_message_of_file"();

-- Now that every change tells.
UPDATE "messages" SET "had_files" = true WHERE "id" IN (SELECT "message_id" FROM "files");
