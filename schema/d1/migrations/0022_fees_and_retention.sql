CREATE TABLE `retention` (
	`region_id` text PRIMARY KEY NOT NULL,
	`application_days` integer NOT NULL,
	`import_days` integer NOT NULL,
	`set_at_ms` integer NOT NULL,
	`set_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `closing_fee` (
	`closing_id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`operation_id` text,
	`kept_at_ms` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `csv_import` ADD `erased_at_ms` integer;--> statement-breakpoint
CREATE INDEX `organisation_fee_organisation` ON `organisation_fee` (`organisation_id`);