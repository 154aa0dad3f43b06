CREATE TABLE `csv_import` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`kind` text NOT NULL,
	`file_name` text NOT NULL,
	`file_key` text NOT NULL,
	`file_bytes` integer NOT NULL,
	`file_sha256` text NOT NULL,
	`encoding` text NOT NULL,
	`headings` text NOT NULL,
	`samples` text NOT NULL,
	`mapping` text NOT NULL,
	`state` text NOT NULL,
	`fault` text,
	`fault_line` integer,
	`checks` integer NOT NULL,
	`rows_read` integer NOT NULL,
	`new_rows` integer NOT NULL,
	`changed_rows` integer NOT NULL,
	`same_rows` integer NOT NULL,
	`bad_rows` integer NOT NULL,
	`duplicate_rows` integer NOT NULL,
	`applied_through` integer NOT NULL,
	`made_rows` integer NOT NULL,
	`rewritten_rows` integer NOT NULL,
	`rewrites` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`applied_at_ms` integer,
	`applied_by` text,
	`undo_at_ms` integer,
	`undo_by` text,
	`undo_reason` text,
	`held_rows` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `csv_import_region` ON `csv_import` (`region_id`,`created_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `csv_import_mapping` (
	`region_id` text NOT NULL,
	`kind` text NOT NULL,
	`headings` text NOT NULL,
	`updated_at_ms` integer NOT NULL,
	PRIMARY KEY(`region_id`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `csv_import_row` (
	`import_id` text NOT NULL,
	`row` integer NOT NULL,
	`region_id` text NOT NULL,
	`state` text NOT NULL,
	`key` text,
	`title` text NOT NULL,
	`payload` text,
	`findings` text NOT NULL,
	`cells` text,
	`subject_id` text,
	`before` text,
	`hold` text,
	PRIMARY KEY(`import_id`, `row`)
);
--> statement-breakpoint
CREATE INDEX `csv_import_row_state` ON `csv_import_row` (`import_id`,`state`,`row`);--> statement-breakpoint
CREATE INDEX `csv_import_row_key` ON `csv_import_row` (`import_id`,`key`);--> statement-breakpoint
CREATE INDEX `store_natural` ON `store` (`organisation_id`,`name`,`address`);