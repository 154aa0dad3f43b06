CREATE TABLE `retention` (
	`region_id` text PRIMARY KEY NOT NULL,
	`application_days` integer NOT NULL,
	`import_days` integer NOT NULL,
	`set_at_ms` integer NOT NULL,
	`set_by` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `csv_import` ADD `erased_at_ms` integer;