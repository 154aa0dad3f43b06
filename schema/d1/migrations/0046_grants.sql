CREATE TABLE `grant_batch` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`title` text NOT NULL,
	`source` text NOT NULL,
	`segment` text,
	`file_key` text,
	`file_name` text,
	`file_sha256` text,
	`encoding` text,
	`amount_yen` integer,
	`expires_on` text NOT NULL,
	`state` text NOT NULL,
	`fault` text,
	`fault_line` integer,
	`read_rows` integer DEFAULT 0 NOT NULL,
	`ready_rows` integer DEFAULT 0 NOT NULL,
	`ready_yen` integer DEFAULT 0 NOT NULL,
	`duplicate_rows` integer DEFAULT 0 NOT NULL,
	`unknown_rows` integer DEFAULT 0 NOT NULL,
	`bad_rows` integer DEFAULT 0 NOT NULL,
	`credited_rows` integer DEFAULT 0 NOT NULL,
	`credited_yen` integer DEFAULT 0 NOT NULL,
	`failed_rows` integer DEFAULT 0 NOT NULL,
	`failed_yen` integer DEFAULT 0 NOT NULL,
	`operation_id` text,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`begun_by` text,
	`begun_at_ms` integer,
	`stopped_by` text,
	`stop_reason` text,
	`ended_at_ms` integer,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `grant_batch_operation_id_unique` ON `grant_batch` (`operation_id`);--> statement-breakpoint
CREATE INDEX `grant_batch_programme` ON `grant_batch` (`programme_id`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `grant_batch_file` ON `grant_batch` (`programme_id`,`file_sha256`) WHERE file_sha256 is not null;--> statement-breakpoint
CREATE TABLE `grant_row` (
	`grant_id` text NOT NULL,
	`row` integer NOT NULL,
	`region_id` text NOT NULL,
	`resident_id` text,
	`amount_yen` integer NOT NULL,
	`state` text NOT NULL,
	`code` text,
	PRIMARY KEY(`grant_id`, `row`)
);
--> statement-breakpoint
CREATE INDEX `grant_row_state` ON `grant_row` (`grant_id`,`state`,`row`);--> statement-breakpoint
CREATE INDEX `grant_row_resident` ON `grant_row` (`grant_id`,`resident_id`) WHERE resident_id is not null;--> statement-breakpoint
CREATE INDEX `wallet_link_programme` ON `wallet_link` (`programme_id`,`resident_id`);