-- CreateEnum
CREATE TYPE "conversation_state" AS ENUM ('ACTIVE', 'ARCHIVED', 'TRASHED');

-- CreateEnum
CREATE TYPE "message_role" AS ENUM ('SYSTEM', 'DEVELOPER', 'USER', 'ASSISTANT', 'TOOL');

-- CreateEnum
CREATE TYPE "message_status" AS ENUM ('STREAMING', 'COMPLETE', 'CANCELLED', 'FAILED');

-- CreateEnum
CREATE TYPE "event_type" AS ENUM ('CONVERSATION_CREATED', 'CONVERSATION_CHANGED', 'CONVERSATION_LEFT', 'CONVERSATION_DELETED', 'MESSAGE_ADDED', 'MESSAGE_CHANGED', 'MESSAGE_DELTA', 'MESSAGE_PART_ADDED', 'MESSAGE_PART_CHANGED', 'MESSAGES_REPLACED', 'MESSAGE_DELETED', 'SPACE_CREATED', 'SPACE_CHANGED', 'SPACE_DELETED');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "subject" VARCHAR(255) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "event_number" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "spaces" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "external_id" VARCHAR(255),
    "name" VARCHAR(255) NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "spaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "space_id" UUID NOT NULL,
    "external_id" VARCHAR(255),
    "title" VARCHAR(255),
    "title_key" TEXT COLLATE "C",
    "state" "conversation_state" NOT NULL DEFAULT 'ACTIVE',
    "is_pinned" BOOLEAN NOT NULL DEFAULT false,
    "agent_id" VARCHAR(255),
    "mode" VARCHAR(255),
    "metadata" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "message_count" INTEGER NOT NULL DEFAULT 0,
    "last_position" INTEGER NOT NULL DEFAULT 0,
    "event_number" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_message_at" TIMESTAMPTZ(3),
    "sort_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "trashed_at" TIMESTAMPTZ(3),

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "external_id" VARCHAR(255),
    "position" INTEGER NOT NULL,
    "author_id" UUID,
    "role" "message_role" NOT NULL,
    "status" "message_status" NOT NULL DEFAULT 'COMPLETE',
    "content" TEXT NOT NULL,
    "parts" JSONB,
    "metadata" JSONB,
    "edited_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "files" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "conversation_id" UUID,
    "message_id" UUID,
    "ordinal" INTEGER NOT NULL DEFAULT 0,
    "name" VARCHAR(255) NOT NULL,
    "content_type" VARCHAR(255) NOT NULL,
    "size" INTEGER NOT NULL,
    "storage_path" VARCHAR(1024) NOT NULL,
    "is_uploaded" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "stream_id" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "owner_id" UUID NOT NULL,
    "type" "event_type" NOT NULL,
    "space_id" UUID,
    "conversation_id" UUID,
    "message_id" UUID,
    "part_index" INTEGER,
    "chunk_number" INTEGER,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "events_pkey" PRIMARY KEY ("stream_id","number")
);

-- CreateTable
CREATE TABLE "message_chunks" (
    "message_id" UUID NOT NULL,
    "part_index" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "offset" INTEGER NOT NULL,
    "ends_at" INTEGER NOT NULL,
    "text" TEXT,
    "part" JSONB,

    CONSTRAINT "message_chunks_pkey" PRIMARY KEY ("message_id","part_index","number")
);

-- CreateTable
CREATE TABLE "message_streams" (
    "message_id" UUID NOT NULL,
    "part_count" INTEGER NOT NULL,
    "content_bytes" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "number" INTEGER NOT NULL DEFAULT 0,
    "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_streams_pkey" PRIMARY KEY ("message_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_subject_key" ON "users"("subject");

-- CreateIndex
CREATE INDEX "spaces_owner_id_created_at_id_idx" ON "spaces"("owner_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "spaces_owner_id_external_id_key" ON "spaces"("owner_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "spaces_id_owner_id_key" ON "spaces"("id", "owner_id");

-- CreateIndex
CREATE INDEX "conversations_owner_id_state_sort_at_id_idx" ON "conversations"("owner_id", "state", "sort_at", "id");

-- CreateIndex
CREATE INDEX "conversations_owner_id_state_created_at_id_idx" ON "conversations"("owner_id", "state", "created_at", "id");

-- CreateIndex
CREATE INDEX "conversations_owner_id_state_updated_at_id_idx" ON "conversations"("owner_id", "state", "updated_at", "id");

-- CreateIndex
CREATE INDEX "conversations_space_id_state_sort_at_id_idx" ON "conversations"("space_id", "state", "sort_at", "id");

-- CreateIndex
CREATE INDEX "conversations_space_id_state_created_at_id_idx" ON "conversations"("space_id", "state", "created_at", "id");

-- CreateIndex
CREATE INDEX "conversations_space_id_state_updated_at_id_idx" ON "conversations"("space_id", "state", "updated_at", "id");

-- CreateIndex
CREATE INDEX "conversations_trashed_at_idx" ON "conversations"("trashed_at");

-- CreateIndex
CREATE UNIQUE INDEX "conversations_owner_id_external_id_key" ON "conversations"("owner_id", "external_id");

-- CreateIndex
CREATE INDEX "messages_author_id_idx" ON "messages"("author_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_conversation_id_position_key" ON "messages"("conversation_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "messages_conversation_id_external_id_key" ON "messages"("conversation_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "files_storage_path_key" ON "files"("storage_path");

-- CreateIndex
CREATE INDEX "files_message_id_ordinal_id_idx" ON "files"("message_id", "ordinal", "id");

-- CreateIndex
CREATE INDEX "files_conversation_id_created_at_id_idx" ON "files"("conversation_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "files_owner_id_idx" ON "files"("owner_id");

-- CreateIndex
CREATE INDEX "events_occurred_at_idx" ON "events"("occurred_at");

-- AddForeignKey
ALTER TABLE "spaces" ADD CONSTRAINT "spaces_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_space_id_owner_id_fkey" FOREIGN KEY ("space_id", "owner_id") REFERENCES "spaces"("id", "owner_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_chunks" ADD CONSTRAINT "message_chunks_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_streams" ADD CONSTRAINT "message_streams_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What follows is written by hand: Prisma's schema language has no words for it, and its differ leaves it alone.

-- One default space for each owner. (Written as an expression, since the differ would drop a partial index.)
CREATE UNIQUE INDEX "spaces_default_key" ON "spaces"((CASE WHEN "is_default" THEN "owner_id" END));

-- The order by title, untitled last: ascending over the greatest code point, descending over ''.
-- title_key is compared byte by byte, by its collation.
CREATE INDEX "conversations_owner_title_asc_idx" ON "conversations"("owner_id", "state", (coalesce("title_key", U&'\+10FFFF')), "id");
CREATE INDEX "conversations_owner_title_desc_idx" ON "conversations"("owner_id", "state", (coalesce("title_key", '')), "id");
CREATE INDEX "conversations_space_title_asc_idx" ON "conversations"("space_id", "state", (coalesce("title_key", U&'\+10FFFF')), "id");
CREATE INDEX "conversations_space_title_desc_idx" ON "conversations"("space_id", "state", (coalesce("title_key", '')), "id");

-- The few that an owner has pinned, without going through the many that are not. (An expression, as above.)
CREATE INDEX "conversations_pinned_idx" ON "conversations"((CASE WHEN "is_pinned" THEN "owner_id" END)) WHERE "is_pinned";

-- Every write raises a counter in these rows: room on the page lets it happen in place, without touching an index.
ALTER TABLE "users" SET (fillfactor = 85);
ALTER TABLE "message_streams" SET (fillfactor = 50);
ALTER TABLE "conversations" SET (fillfactor = 85);

ALTER TABLE "users"
    ADD CONSTRAINT "users_subject_check" CHECK ("subject" <> ''),
    ADD CONSTRAINT "users_name_check" CHECK (btrim("name") <> ''),
    ADD CONSTRAINT "users_event_number_check" CHECK ("event_number" >= 0);

ALTER TABLE "spaces"
    ADD CONSTRAINT "spaces_external_id_check" CHECK ("external_id" <> ''),
    ADD CONSTRAINT "spaces_name_check" CHECK (btrim("name") <> '');

ALTER TABLE "conversations"
    ADD CONSTRAINT "conversations_external_id_check" CHECK ("external_id" <> ''),
    ADD CONSTRAINT "conversations_title_check" CHECK ("title" <> '' AND "title" = btrim("title")),
    ADD CONSTRAINT "conversations_title_key_check" CHECK (("title" IS NULL) = ("title_key" IS NULL)),
    ADD CONSTRAINT "conversations_agent_id_check" CHECK ("agent_id" <> ''),
    ADD CONSTRAINT "conversations_mode_check" CHECK ("mode" <> ''),
    ADD CONSTRAINT "conversations_metadata_check" CHECK (jsonb_typeof("metadata") = 'object'),
    ADD CONSTRAINT "conversations_version_check" CHECK ("version" >= 1),
    ADD CONSTRAINT "conversations_message_count_check" CHECK ("message_count" >= 0),
    ADD CONSTRAINT "conversations_last_position_check" CHECK ("last_position" >= 0),
    ADD CONSTRAINT "conversations_event_number_check" CHECK ("event_number" >= 0),
    ADD CONSTRAINT "conversations_sort_at_check" CHECK ("sort_at" = coalesce("last_message_at", "created_at")),
    ADD CONSTRAINT "conversations_state_check" CHECK (
        "state" = CASE
            WHEN "trashed_at" IS NOT NULL THEN 'TRASHED'::"conversation_state"
            WHEN "archived_at" IS NOT NULL THEN 'ARCHIVED'
            ELSE 'ACTIVE'
        END
    );

ALTER TABLE "messages"
    ADD CONSTRAINT "messages_external_id_check" CHECK ("external_id" <> ''),
    ADD CONSTRAINT "messages_position_check" CHECK ("position" >= 1),
    ADD CONSTRAINT "messages_content_check" CHECK (octet_length("content") <= 1048576),
    ADD CONSTRAINT "messages_author_check" CHECK ("author_id" IS NULL OR "role" NOT IN ('ASSISTANT', 'TOOL')),
    ADD CONSTRAINT "messages_parts_check" CHECK (
        CASE jsonb_typeof("parts") WHEN 'array' THEN jsonb_array_length("parts") <= 1000 ELSE "parts" IS NULL END
    ),
    ADD CONSTRAINT "messages_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');

ALTER TABLE "files"
    ADD CONSTRAINT "files_attachment_check" CHECK (("message_id" IS NULL) = ("conversation_id" IS NULL)),
    ADD CONSTRAINT "files_ordinal_check" CHECK ("ordinal" BETWEEN 0 AND 31),
    ADD CONSTRAINT "files_name_check" CHECK ("name" <> ''),
    ADD CONSTRAINT "files_content_type_check" CHECK ("content_type" <> ''),
    ADD CONSTRAINT "files_size_check" CHECK ("size" >= 0),
    ADD CONSTRAINT "files_storage_path_check" CHECK ("storage_path" <> '');

ALTER TABLE "events"
    ADD CONSTRAINT "events_number_check" CHECK ("number" >= 1),
    ADD CONSTRAINT "events_part_index_check" CHECK ("part_index" >= 0),
    ADD CONSTRAINT "events_delta_check" CHECK (
        CASE "type"
            WHEN 'MESSAGE_DELTA' THEN num_nulls("message_id", "part_index", "chunk_number") = 0
            ELSE "chunk_number" IS NULL
        END
    );

ALTER TABLE "message_chunks"
    ADD CONSTRAINT "message_chunks_part_index_check" CHECK ("part_index" >= 0),
    ADD CONSTRAINT "message_chunks_offset_check" CHECK ("offset" >= 0 AND "ends_at" >= "offset"),
    ADD CONSTRAINT "message_chunks_content_check" CHECK (num_nonnulls("text", "part") = 1);

ALTER TABLE "message_streams"
    ADD CONSTRAINT "message_streams_part_count_check" CHECK ("part_count" BETWEEN 0 AND 1000),
    ADD CONSTRAINT "message_streams_bytes_check" CHECK ("content_bytes" >= 0 AND "bytes" >= 0),
    ADD CONSTRAINT "message_streams_number_check" CHECK ("number" >= 0);
