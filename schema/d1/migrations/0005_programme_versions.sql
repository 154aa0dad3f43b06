CREATE TABLE `picture` (
	`region_id` text NOT NULL,
	`name` text NOT NULL,
	`purpose` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`bytes` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	PRIMARY KEY(`region_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `programme_version` (
	`programme_id` text NOT NULL,
	`version` integer NOT NULL,
	`region_id` text NOT NULL,
	`effective_from_ms` integer NOT NULL,
	`design` text NOT NULL,
	`made_at_ms` integer NOT NULL,
	`made_by` text,
	`reason` text,
	PRIMARY KEY(`programme_id`, `version`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `programme_version_effective` ON `programme_version` (`programme_id`,`effective_from_ms`);--> statement-breakpoint
CREATE INDEX `programme_version_region` ON `programme_version` (`region_id`);--> statement-breakpoint
CREATE TABLE `region_page` (
	`region_id` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	`published_at_ms` integer NOT NULL,
	`published_by` text NOT NULL,
	PRIMARY KEY(`region_id`, `kind`, `version`)
);
--> statement-breakpoint
ALTER TABLE `issue` ADD `programme_version` integer;--> statement-breakpoint
ALTER TABLE `region` ADD `domain` text;